import { type SourceRef, sourceRef } from '../../../core/chart/fact.ts';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { Review } from '../../../core/review/review.ts';
import type { AnyResource } from '../../../ehr/index.ts';
import type { App } from '../../model.ts';

/** Somebody a query may be sent to: by name, with what they do here and since when. `since` as charted, ISO. */
export interface Recipient {
  readonly name: string;
  readonly ref: SourceRef | null;
  readonly role: 'attending' | 'former-attending' | 'provider' | 'author';
  readonly since: string | null;
  /** `author`: the kind of note. */
  readonly wrote: string | null;
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : []);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

/** Whose answer to a question of diagnosis the rules do not take (query-compliance, section 2): by the letters after the name, and the charted qualification. */
const NO_PROVIDER =
  /\b(?:RN|LPN|LVN|CNA|BSN|MSN|RD|RDN|LDN|dietit\w*|nutritionist|pharm\.?d|pharmacist|RPh|PT|DPT|OT|OTR|RT|RRT|SLP|LCSW|MSW|social work\w*|nurse)\b/i;
const PROVIDER = /\b(?:M\.?D|D\.?O|MBBS|N\.?P|APRN|ARNP|CRNP|DNP|FNP|PA|PA-C|physician|practitioner|surgeon)\b/i;

/** Names as the EHR shows them: the display of the reference, else the name of the person that was read. */
function nameOf(reference: Fields, app: App): string | null {
  const person = personOf(reference, app);
  const [name] = listOf(person?.name);
  const given = Array.isArray(name?.given) ? name.given.filter((each) => typeof each === 'string').join(' ') : '';
  const charted = textOf(name?.text) ?? textOf([given, textOf(name?.family) ?? ''].join(' '));
  const suffix = Array.isArray(name?.suffix) ? name.suffix.filter((each) => typeof each === 'string').join(', ') : '';
  return textOf(reference.display) ?? (charted === null ? null : [charted, suffix].filter(Boolean).join(', '));
}

const refOf = (reference: Fields): SourceRef | null => {
  const found = /(?:^|\/)(Practitioner\/[A-Za-z0-9.-]{1,64})$/.exec(textOf(reference.reference) ?? '')?.[1];
  return found ? sourceRef(found) : null;
};
const personOf = (reference: Fields, app: App): AnyResource | null => {
  const ref = refOf(reference);
  return ref === null ? null : app.resource(ref);
};

function mayAnswer(name: string, person: AnyResource | null): boolean {
  const qualified = listOf(person?.qualification).map((each) =>
    isRecord(each.code)
      ? [textOf(each.code.text), ...listOf(each.code.coding).map(({ display, code }) => `${display} ${code}`)].join(' ')
      : '',
  );
  const words = [name, ...qualified].join(' | ');
  return PROVIDER.test(words) || !NO_PROVIDER.test(words);
}

/**
 * Whom a query of this stay may go to, the present attending first: providers of the encounter, and who wrote the notes that the draft quotes. Each once; nobody
 * who may not answer for a diagnosis (QL009). Empty: the encounter names nobody.
 */
export function recipientsOf(app: App, review: Review, draft: QueryDraft): readonly Recipient[] {
  const encounter = app.resource(review.encounter) ?? app.resource(sourceRef(`Encounter/${app.session.encounter}`));
  const entries = listOf(encounter?.participant).flatMap((entry): (Recipient & { readonly isOver: boolean })[] => {
    const who = isRecord(entry.individual) ? entry.individual : isRecord(entry.actor) ? entry.actor : null;
    const name = who === null ? null : nameOf(who, app);
    if (who === null || name === null || !mayAnswer(name, personOf(who, app))) return [];
    const isAttending = listOf(entry.type).some((type) => listOf(type.coding).some(({ code }) => code === 'ATND'));
    const period = isRecord(entry.period) ? entry.period : {};
    const end = textOf(period.end);
    const isOver = end !== null && Date.parse(end) <= review.asOf;
    const role = !isAttending ? 'provider' : isOver ? 'former-attending' : 'attending';
    return [{ name, ref: refOf(who), role, since: textOf(period.start), wrote: null, isOver }];
  });
  const attendings = entries.filter(({ role }) => role === 'attending' || role === 'former-attending');
  const current = attendings.findLast(({ isOver }) => !isOver) ?? attendings.at(-1);
  const ordered = [
    ...(current ? [{ ...current, role: 'attending' as const }] : []),
    ...entries
      .filter((each) => each !== current)
      .map((each) => ({ ...each, role: each.role === 'attending' ? ('provider' as const) : each.role })),
    ...authorsOf(app, draft),
  ];
  const known = new Set<string>();
  return ordered.flatMap(({ name, ref, role, since, wrote }) => {
    const id = ref ?? name.toLowerCase();
    if (known.has(id) || known.has(name.toLowerCase())) return [];
    known.add(id).add(name.toLowerCase());
    return [{ name, ref, role, since, wrote }];
  });
}

/** A consultant may answer for his or her own note. */
const authorsOf = (app: App, { documentedStatements }: QueryDraft): readonly Recipient[] =>
  documentedStatements.flatMap(({ ref, noteType, time }) => {
    const note = app.resource(sourceRef(ref));
    return listOf(note?.author).flatMap((who): Recipient[] => {
      const name = nameOf(who, app);
      if (name === null || !mayAnswer(name, personOf(who, app))) return [];
      return [{ name, ref: refOf(who), role: 'author', since: time, wrote: noteType }];
    });
  });
