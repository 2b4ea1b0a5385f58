import type { AuthorRole } from '../../core/chart/fact.ts';
import { isKnownZone } from '../../core/stay/civil.ts';
import type { EntryKind, UrEntry } from '../../core/stay/entry.ts';
import { entryWords } from './entry-words.ts';
import { wallInput } from './wall-input.ts';

/** One form: what is chosen first, which times are asked, and one thing more. Never more than three fields. */
export interface EntryForm {
  readonly kind: EntryKind;
  readonly group: keyof typeof entryWords.groups;
  readonly choice: 'says' | 'by' | null;
  readonly until: 'required' | 'optional' | null;
  readonly third: 'reason' | 'note' | 'author' | 'zone' | 'set' | null;
}

const form = (
  group: EntryForm['group'],
  kind: EntryKind,
  choice: EntryForm['choice'],
  third: EntryForm['third'] = null,
  until: EntryForm['until'] = null,
): EntryForm => ({ kind, group, choice, until, third });

/** The forms in the order they are offered. The payer class has a form of its own beside its value. */
export const ENTRY_FORMS: readonly EntryForm[] = [
  form('status', 'status-event', 'says', 'note'),
  form('status', 'care-start', null, 'reason'),
  form('status', 'sending-care', null, 'zone', 'required'),
  form('status', 'excluded-time', null, 'reason', 'required'),
  form('status', 'observation-end', null, 'note'),
  form('status', 'active-monitoring', null, 'note', 'required'),
  form('review', 'ur-review', 'says', 'author'),
  form('review', 'criteria-outcome', 'says', 'set'),
  form('review', 'status-change-decision', 'by', 'author'),
  form('review', 'attending-concurrence', 'says', 'author'),
  form('review', 'order-signature', 'says'),
  form('notices', 'notice-given', 'says', 'note'),
  form('payer', 'payer-window', 'says', null, 'optional'),
  form('payer', 'payer-decision', 'says', 'note'),
  form('payer', 'part-b', 'says'),
  form('payer', 'part-a-claim', 'says'),
  form('payer', 'billing-state', 'says'),
];

export const formOf = (kind: EntryKind): EntryForm | null => ENTRY_FORMS.find((one) => one.kind === kind) ?? null;

/** The fields as typed. */
export interface EntryFields {
  readonly choice: string;
  readonly when: string;
  readonly until: string;
  readonly third: string;
}
export const NO_FIELDS: EntryFields = { choice: '', when: '', until: '', third: '' };

export type FieldName = keyof EntryFields;
export type Made =
  | { readonly ok: true; readonly entry: UrEntry }
  | { readonly ok: false; readonly field: FieldName; readonly text: string };

export interface MakeContext {
  readonly encounter: string;
  readonly asOf: number;
  readonly zone: string | null;
  readonly user: string;
  /** Unique among the entries of the stay. */
  readonly id: string;
}

const fault = (field: FieldName, text: string): Made => ({ ok: false, field, text });

/** The entry of a filled form, or the first field that cannot be used and why. `known` says when it was entered: the moment the screen shows. */
export function entryFrom(one: EntryForm, fields: EntryFields, { encounter, asOf, zone, user, id }: MakeContext): Made {
  const words = entryWords.faults;
  const third = fields.third.trim();
  if (one.choice !== null && fields.choice === '') return fault('choice', words.says);
  if (one.third === 'zone' && third !== '' && !isKnownZone(third)) return fault('third', words.zone);
  const place = one.third === 'zone' && third !== '' ? third : zone;
  const at = wallInput(fields.when, place, asOf);
  if (at === null) return fault('when', words.when);
  const asksEnd = one.until === 'required' || (one.until === 'optional' && fields.until.trim() !== '');
  const until = asksEnd ? wallInput(fields.until, place, one.until === 'optional' ? at : asOf, one.until === 'optional') : undefined;
  if (until === null) return fault('until', words.when);
  if (until !== undefined && until < at) return fault('until', words.order);
  if (third === '' && (one.third === 'reason' || one.third === 'author' || one.third === 'set')) return fault('third', words[one.third]);
  const [setName = '', version = '', ...subset] = third.split(',').map((part) => part.trim());
  if (one.third === 'set' && (setName === '' || version === '' || subset.join('') === '')) return fault('third', words.set);
  return {
    ok: true,
    entry: {
      ...{ id, encounter, kind: one.kind, at, enteredBy: user },
      ...(at < asOf ? { known: asOf } : {}),
      ...(until === undefined ? {} : { until }),
      ...(one.choice === 'says'
        ? { text: fields.choice }
        : one.choice === 'by'
          ? { text: 'to-outpatient', by: fields.choice as AuthorRole }
          : {}),
      ...(third === '' ? {} : thirdOf(one, third)),
      ...(one.kind === 'ur-review' && fields.choice !== 'first-level' ? { by: 'physician' as const } : {}),
      ...(one.third === 'set'
        ? {
            criteria: {
              ...{
                setName,
                version,
                subset: subset.join(', '),
                vendor: '',
                reviewType: 'admission',
                selectedLevel: '',
                reviewerRole: 'ur',
              },
              ...{ outcome: fields.choice as 'met' | 'not-met' | 'not-reviewed', reviewedAt: at },
            },
          }
        : {}),
    },
  };
}

const thirdOf = (one: EntryForm, third: string): Partial<UrEntry> =>
  one.third === 'author' ? { author: third } : one.third === 'zone' ? { zone: third } : one.third === 'set' ? {} : { reason: third };
