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

/** Things named in notes of this stay by a provider, or by somebody whose role is not known. */
export const namedByProvider = (chart: Chart, id: string): readonly Fact[] =>
  factsOf(chart, 'named-in-note').filter((fact) => fact.text === id && ofStay(fact) && mayBe(fact.by));

/** The end of the stay, null while it is open. */
export const dischargeOf = (chart: Chart): number | null => factsOf(chart, 'discharged').find(ofStay)?.at ?? null;

/** True when so much time has passed that what is missing would be there: within the stay, not after it. */
export const isDue = (chart: Chart, since: number, after: number = DAY): boolean =>
  since + after <= Math.min(chart.asOf, dischargeOf(chart) ?? chart.asOf);
