import { type Chart, factsOf } from '../chart/chart.ts';
import { type AuthorRole, type Fact, hasFlag, type NoteType, PROVIDER_ROLES } from '../chart/fact.ts';
import { DAY } from './usable.ts';

/** Kinds of notes that no provider's daily note can be; a note of unknown kind may be one. */
const NOT_A_PROVIDERS: ReadonlySet<NoteType> = new Set<NoteType>([
  ...([
    'nursing',
    'respiratory',
    'dietitian',
    'therapy',
    'case-management',
    'pharmacy',
    'radiology',
    'pathology',
    'query-response',
  ] as const),
]);

/** Where the author's role is not known the kind of note tells; a student's note stands for the one it was written with. */
const mayBe = (role: AuthorRole | undefined): boolean =>
  role === undefined || role === 'unknown' || role === 'student' || PROVIDER_ROLES.has(role);

/** A note that a provider wrote, or may have written: an absence of notes is claimed only where not even one of these stands. */
export const mayBeProviders = (fact: Fact): boolean =>
  mayBe(fact.by) && fact.note !== undefined && !NOT_A_PROVIDERS.has(fact.note.type) && !/(^|\/)DiagnosticReport\//.test(fact.from[0]);

/** Notes of this stay that are or may be a provider's, signed or not, in order of time. */
export const providerNotes = (chart: Chart): readonly Fact[] =>
  factsOf(chart, 'note').filter((fact) => ofStay(fact) && mayBeProviders(fact));

/** Neither withdrawn nor of another stay. */
export const ofStay = (fact: Fact): boolean => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay');

/** The document behind a fact of a note. */
export const documentOf = (fact: Fact): string => fact.from[0].split('#')[0] ?? '';

const documentsOf = (fact: Fact): readonly string[] => fact.from.map((ref) => ref.split('#')[0] ?? '');

/** True when the fact stands in one of the documents: what two notes of one minute name is one fact with two sources. */
export const standsIn = (fact: Fact, documents: ReadonlySet<string>): boolean => documentsOf(fact).some((one) => documents.has(one));

/** True when it stands in some other document. */
export const standsElsewhere = (fact: Fact, documents: ReadonlySet<string>): boolean =>
  documentsOf(fact).some((one) => !documents.has(one));

const named = new WeakMap<readonly Fact[], ReadonlyMap<string, readonly Fact[]>>();

/** What notes of this stay name ('named-in-note') or the findings they speak of ('finding-in-note'), by the word of the table; sorted out once. */
export function namedAs(chart: Chart, concept: 'named-in-note' | 'finding-in-note', id: string): readonly Fact[] {
  const facts = factsOf(chart, concept);
  let byId = named.get(facts);
  if (!byId) {
    const map = new Map<string, Fact[]>();
    for (const fact of facts.filter(ofStay)) {
      const list = map.get(fact.text ?? '');
      if (list) list.push(fact);
      else map.set(fact.text ?? '', [fact]);
    }
    byId = map;
    named.set(facts, byId);
  }
  return byId.get(id) ?? [];
}

/** Things named in notes of this stay by a provider, or by somebody whose role is not known. */
export function namedByProvider(chart: Chart, id: string): readonly Fact[] {
  const documents = new Set(providerNotes(chart).map(documentOf));
  return namedAs(chart, 'named-in-note', id).filter((fact) => mayBe(fact.by) || standsIn(fact, documents));
}

/** The end of the stay, null while it is open. */
export const dischargeOf = (chart: Chart): number | null => factsOf(chart, 'discharged').find(ofStay)?.at ?? null;

/** True when so much time has passed that what is missing would be there: within the stay, not after it. */
export const isDue = (chart: Chart, since: number, after: number = DAY): boolean =>
  since + after <= Math.min(chart.asOf, dischargeOf(chart) ?? chart.asOf);
