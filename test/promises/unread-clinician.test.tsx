// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { clinicianPrompts, fineConditions, ofConditions } from '../../src/app/clinician/summary.ts';
import { AppProvider } from '../../src/app/model.ts';
import { promptsNow } from '../../src/app/prompt-life.ts';
import { labelsOf, newlyResolved } from '../../src/app/resolved.ts';
import { Shell } from '../../src/app/shell/Shell.tsx';
import { unreadOf } from '../../src/app/unread.ts';
import type { Problem } from '../../src/core/chart/chart.ts';
import { READ_TYPES } from '../../src/core/chart/reads.ts';
import type { SourceRead } from '../../src/core/chart/record.ts';
import type { Review } from '../../src/core/review/index.ts';
import { type Feedback, NOTHING_KEPT } from '../../src/store/work.ts';
import { testApp } from '../app/fixtures.ts';
import { documentedSepsis, nothingToAsk, sepsisWithoutExpectation } from '../journeys/story-stays.ts';
import { type Resource, review, type Written, written } from './stays.ts';

// What a clinician sees while one source cannot be read: every source, read not at all or in part, over every stay, at a moment within it and an hour later.
type Kind = Problem['kind'] | 'partial';
const UNREAD: readonly Kind[] = ['not-permitted', 'failed', 'timeout'];
const SEARCHES = READ_TYPES.flatMap((type) =>
  type === 'Observation' ? ['Observation?category=laboratory', 'Observation?category=vital-signs'] : [type],
);
const AT = Date.UTC(2027, 0, 1);
const HOUR = 3_600_000;

const typeOf = (search: string) => search.split('?')[0] ?? search;
const sourcesWith = (failed: string | null, kind: Kind): readonly SourceRead[] =>
  SEARCHES.map((search) => {
    const category = search.split('=')[1];
    const source = { type: typeOf(search), ...(category ? { category } : {}) };
    if (search !== failed) return { ...source, read: { ok: true, search, at: AT, complete: true } };
    if (kind === 'partial') return { ...source, read: { ok: true, search, at: AT, complete: false } };
    return { ...source, read: { ok: false, search, at: AT, problem: { kind, what: source.type, detail: 'test' } } };
  });
const searchOf = (resource: Resource): string => {
  if (resource.resourceType !== 'Observation') return resource.resourceType;
  return `Observation?category=${JSON.stringify(resource.category ?? '').includes('vital-signs') ? 'vital-signs' : 'laboratory'}`;
};
/** What is left of a stay when a search fails: nothing of it, or every third. */
const left = (resources: readonly Resource[], failed: string, kind: Kind): readonly Resource[] =>
  resources.filter((resource, index) => searchOf(resource) !== failed || (kind === 'partial' && index % 3 === 0));

const storyStay = (stay: ReturnType<typeof documentedSepsis>): Written => ({
  id: stay.name,
  resources: (stay.bundle() as { readonly entry: readonly { readonly resource: Resource }[] }).entry.map(({ resource }) => resource),
});
const stays: readonly Written[] = [
  ...written,
  ...[documentedSepsis(), sepsisWithoutExpectation('Twoquestions'), nothingToAsk()].map(storyStay),
];

const dismissed = (one: Review): Feedback[] =>
  one.prompts.map((prompt) => ({
    ...{ key: prompt.key, fingerprint: prompt.fingerprint, action: 'dismissed', reason: 'not-clinically-relevant', comment: '' },
    ...{ until: null, seen: null, at: one.asOf },
  }));
const keysOf = (one: Review) => new Set(one.prompts.map(({ key }) => key));
const labelsIn = (...reviews: readonly Review[]) => new Map(reviews.flatMap((one) => [...labelsOf(one)]));
const never = () => false;

afterEach(cleanup);

/** All words of the clinician's screen, folded ones opened. */
function screenOf(one: Review): string {
  const app = testApp(one, { readAt: one.asOf });
  const patient = String(one.patient).split('/')[1] ?? '';
  Object.assign(app, { session: { ...app.session, patient }, resource: () => null });
  const { container } = render(
    <AppProvider value={app}>
      <Shell />
    </AppProvider>,
  );
  for (const details of container.querySelectorAll('details')) details.open = true;
  const text = container.textContent ?? '';
  cleanup();
  return text;
}

let cases = 0;
describe.each(stays.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  const end = review(stay.resources, {}, sourcesWith(null, 'partial'))[0];
  if (!end) throw new Error('no review');
  const start = end.levelOfCare.careStart ?? end.asOf;
  const moments = [Math.round(start + (end.asOf - start) * 0.4), end.asOf];
  const read = (time: number, failed: string | null = null, kind: Kind = 'partial'): Review => {
    const resources = failed === null ? stay.resources : left(stay.resources, failed, kind);
    const [one] = review(resources, { asOf: time, encounter: end.encounter }, sourcesWith(failed, kind));
    if (!one) throw new Error('no review');
    return one;
  };
  const whole = moments.map((asOf) => ({ asOf, before: read(asOf), later: read(asOf + HOUR) }));
  const failing = SEARCHES.filter((search) => search !== 'Encounter' && search !== 'Patient');

  test.each(failing)('%s unread claims no absence, settles nothing, brings nothing back', (search) => {
    const refused = UNREAD[failing.indexOf(search) % UNREAD.length] ?? 'failed';
    const [within, last] = whole;
    if (!within || !last) throw new Error('no moments');
    for (const [kind, { asOf, before, later }] of [[refused, within] as const, ['partial', last] as const]) {
      cases += 1;
      const [unread, laterUnread] = [read(asOf, search, kind), read(asOf + HOUR, search, kind)];
      const of = (list: readonly { readonly prompt: { readonly key: string } }[]) => list.map(({ prompt }) => prompt.key);
      // The same record, read less: nothing arrived, so nothing resolved, on the way there and back.
      expect(of(newlyResolved(before, unread, labelsIn(before, unread), never))).toEqual([]);
      expect(of(newlyResolved(unread, before, labelsIn(before, unread), never)).filter((key) => keysOf(before).has(key))).toEqual([]);
      // An hour on: what counts as resolved is so in the whole record too.
      for (const key of of(newlyResolved(before, laterUnread, labelsIn(before, laterUnread), never)))
        expect([key, keysOf(later).has(key)]).toEqual([key, false]);
      // What the user closed stays closed, unless the whole record brings it back as well.
      const kept = { ...NOTHING_KEPT, feedback: dismissed(before) };
      const back = (one: Review) =>
        promptsNow(one.prompts, kept, one.asOf, one)
          .filter(({ state }) => state === 'active')
          .map(({ prompt }) => prompt.key);
      expect(back(unread)).toEqual([]);
      expect(back(laterUnread).filter((key) => !back(later).includes(key))).toEqual([]);
      // No condition is fine, and nothing "not needed", on less than was read.
      const fine = (one: Review) => fineConditions(ofConditions(one), clinicianPrompts(one, false)).map(({ id }) => id);
      const mayBeFine = new Set([
        ...fine(before),
        ...before.checklists.filter(({ status }) => status === 'undocumented').map(({ id }) => id),
      ]);
      expect(fine(unread).filter((id) => !mayBeFine.has(id))).toEqual([]);
      const text = screenOf(unread);
      const asks = clinicianPrompts(before, false).length > 0;
      if (asks && unreadOf(ofConditions(unread)).length === 0) expect(clinicianPrompts(unread, false).length).toBeGreaterThan(0);
      if (asks || unreadOf(ofConditions(unread)).length > 0) expect(text).not.toContain('Nothing needed');
    }
  });
});

test('every source was refused within, and read in part at the end, of every stay', () => {
  expect(cases).toBe(stays.length * (SEARCHES.length - 2) * 2);
});
