import type { Review } from '../../../core/review/review.ts';
import type { SecondLevel, SignOffRow, SignOffSheet, SpecificityCheck } from '../../../core/worklist/index.ts';
import { DOCUMENTATION_WORDS, VERDICT_WORDS } from '../../../core/worklist/words.ts';
import type { Identity } from '../../../ehr/index.ts';
import type { SignOff } from '../../../store/index.ts';
import { plainAscii } from '../../clipboard.ts';
import { dayClock } from '../../time.ts';
import { cdiWords } from '../words.ts';

export type SheetOutcome = SignOff['outcome'];
export const OUTCOMES: readonly SheetOutcome[] = ['agree', 'query', 'return'];

/** What the reviewer has entered so far. */
export interface SheetEntries {
  readonly rows: Readonly<Record<string, { readonly outcome: SheetOutcome | null; readonly reason: string }>>;
  readonly overall: SheetOutcome | null;
  readonly reason: string;
}
export const NO_ENTRIES: SheetEntries = { rows: {}, overall: null, reason: '' };

/** Entries as they were kept with a draft; none when they are of another form. */
export function readEntries(text: string | undefined): SheetEntries {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const isEntries = typeof value === 'object' && value !== null && 'rows' in value && 'overall' in value && 'reason' in value;
    return isEntries ? (value as SheetEntries) : NO_ENTRIES;
  } catch {
    return NO_ENTRIES;
  }
}

/** The state of the case a sheet is signed on: versions, what is documented, every question. Another state is another sheet. */
export const caseState = ({ checklists, prompts }: Review): string =>
  [...checklists.map(({ id, version, status }) => `${id}@${version}=${status}`), ...prompts.map(({ fingerprint }) => fingerprint)].join(
    ' ',
  );

/** How a diagnosis is documented, in words. */
export const documentationWords = (state: SignOffRow['documentation']): string =>
  state === 'listed-only' ? cdiWords.case.second.listedOnly : DOCUMENTATION_WORDS[state];

/** What states it, without the label that stands before it anyway. */
export const specificityWords = ({ label, statement }: SpecificityCheck): string =>
  statement.text.startsWith(`${label}: `) ? statement.text.slice(label.length + 2) : statement.text;

const outcomeLine = (outcome: SheetOutcome | null, reason: string): string =>
  [outcome === null ? '____' : cdiWords.case.second.outcomes[outcome], reason.trim()].filter(Boolean).join('. ');

/** The whole sheet as plain text: what is copied and what is printed, on one page. */
export function sheetText(of: {
  readonly sheet: SignOffSheet;
  readonly second: SecondLevel;
  readonly review: Review;
  readonly identity: Identity;
  readonly entries: SheetEntries;
  readonly signed: SignOff | null;
}): string {
  const { sheet, second, review, identity, entries, signed } = of;
  const { second: say, ...words } = cdiWords.case;
  const head = [
    say.title,
    cdiWords.query.forPatient(identity.name, identity.birthDate, identity.mrn),
    say.asOf(dayClock(sheet.asOf, review.zone)),
    ...second.raised.map((each) => `${each.label}: ${each.words.text}`),
    ...second.notKnown.map((each) => `${say.notKnown}: ${each.label}: ${each.words.text}`),
    ...sheet.limits.map(({ text }) => text),
  ];
  const rows = sheet.rows.map((row, index) => {
    const own = entries.rows[row.concept] ?? { outcome: null, reason: '' };
    const list = (label: string, texts: readonly string[]) => (texts.length === 0 ? [] : [`   ${label}: ${texts.join('; ')}`]);
    return [
      `${index + 1}. ${row.label}: ${documentationWords(row.documentation)}`,
      ...[...row.said, ...row.listed].map(({ text }) => `   ${text}`),
      ...list(
        say.criteria,
        row.definitions.map((each) => `${each.label}: ${VERDICT_WORDS[each.verdict]}${each.governs ? ` (${words.governing})` : ''}`),
      ),
      ...list(
        words.for,
        row.for.map(({ text }) => text),
      ),
      ...list(
        words.against,
        row.against.map(({ text }) => text),
      ),
      `   ${say.principal}: ${row.principal.said.statement.text}`,
      ...row.specificity.filter((each) => each.is !== 'not-applicable').map((each) => `   ${each.label}: ${specificityWords(each)}`),
      `   ${say.outcome}: ${outcomeLine(own.outcome, own.reason)}`,
    ].join('\n');
  });
  const end = [
    `${say.overall}: ${outcomeLine(entries.overall, entries.reason)}`,
    signed ? say.signed(say.outcomes[signed.outcome], signed.by, dayClock(signed.at, review.zone)) : say.unsigned,
  ];
  return plainAscii([head.join('\n'), ...rows, end.join('\n')].join('\n\n'));
}

/** Verbatim words of the record in the sheet: they are quoted, and not the sheet's own. */
export const quotesOf = (sheet: SignOffSheet): readonly string[] =>
  sheet.rows.flatMap((row) =>
    [...row.said, ...row.listed, row.principal.said.statement, ...row.for, ...row.against].map(({ text }) => plainAscii(text)),
  );
