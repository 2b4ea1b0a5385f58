import { type Keeping, openStore } from '../../src/store/index.ts';
import type { Place } from '../../src/store/work.ts';

export const DAY = 86_400_000;

/** The longest the product keeps. */
export const KEEPING: Keeping = {
  days: {
    feedback: 30,
    rating: 30,
    draft: 3,
    'case-review': 90,
    query: 90,
    entry: 90,
    handover: 90,
    decision: 90,
    'sign-off': 90,
    sending: 90,
    trail: 180,
    counts: 400,
  },
  eraseOnUserChange: true,
};

/** A place under a context key as sessions make it. */
export const place = (patient = 'p1', encounter = 'e1', user = 'u1', server = 'https://ehr'): Place => ({
  context: [server, patient, encounter, user].join('|'),
  owner: [server, user].join('|'),
});

/** A store on the device of this test, with its own clock. */
export const onDevice = (now?: () => number, keeping: Partial<Keeping> = {}) => openStore({ ...KEEPING, ...keeping }, now);
