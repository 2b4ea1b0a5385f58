import type { Instant } from '../chart/fact.ts';
import { isoInZone } from '../chart/instant.ts';
import type { QueryIndicator, QueryOption } from '../compose/statement.ts';
import type { LintFinding } from '../lint/finding.ts';
import { forbiddenIn } from '../lint/forbidden.ts';
import type { LintLexicon } from '../lint/lexicon.ts';
import { answeredAt, roundOf } from './course.ts';
import { historyWords } from './history-words.ts';
import { stateOf } from './life.ts';
import type { QueryRecord } from './record.ts';
import { FORMAT_WORDS, hourWords, ORIGIN_WORDS, oneLine, PURPOSE_WORDS, STATE_WORDS, TIMING_WORDS } from './words.ts';

/** One row of the sheet: what it is, what it says, and the resource it opens; null where it rests on the query record alone. */
export interface AuditRow {
  readonly label: string;
  readonly text: string;
  readonly ref: string | null;
}

export interface AuditSheet {
  readonly title: string;
  readonly sections: readonly { readonly heading: string; readonly rows: readonly AuditRow[] }[];
}

interface SheetContext {
  readonly lexicon: LintLexicon;
  readonly zone: string | null;
  readonly now: Instant;
}

/** In place of words that a query may not hold. The record keeps them. */
const WITHHELD = '(left out of this sheet: it holds a word that a query may not hold; the record keeps it)';

/**
 * Everything an audit asks of one query: ids and versions, people, times, what was shown and offered, checks with the reasons for what was kept, the hash of
 * the evidence, and the whole history. Times are full, with their offset. No word of money, ratings or payers stands in it, whoever wrote it: such a
 * text is left out and the row says so.
 */
export function auditSheet(record: QueryRecord, { lexicon, zone, now }: SheetContext): AuditSheet {
  const sections = [
    { heading: 'Query', rows: queryRows(record, zone) },
    { heading: 'Documented', rows: record.draft.documentedStatements.map(statementRow) },
    { heading: 'Findings shown', rows: record.draft.indicators.map(indicatorRow) },
    { heading: 'Question and answers', rows: [row('Question', record.draft.question), ...optionRows(record), ...rationaleRow(record)] },
    { heading: 'Checks', rows: checkRows(record) },
    { heading: 'History', rows: historyWords(record, zone, now).map(({ text }, index) => row(String(index + 1), text)) },
    {
      heading: 'Text as sent',
      rows: record.text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [row(`Line ${index + 1}`, line)])),
    },
  ];
  const clean = (each: AuditRow): AuditRow => {
    const isFit = [each.label, each.text].every((text) => forbiddenIn(text, 'sheet', lexicon).every(({ severity }) => severity !== 'E'));
    return isFit ? each : { ...each, label: each.label.split(' ')[0] === 'Line' ? each.label : 'Entry', text: WITHHELD };
  };
  return {
    title: `Audit sheet of query ${record.key}`,
    sections: sections.filter(({ rows }) => rows.length > 0).map(({ heading, rows }) => ({ heading, rows: rows.map(clean) })),
  };
}

const row = (label: string, text: string, ref: string | null = null): AuditRow => ({ label, text: oneLine(text), ref });

function queryRows(record: QueryRecord, zone: string | null): readonly AuditRow[] {
  const { draft, author, recipient } = record;
  const round = roundOf(record);
  const answered = answeredAt(round);
  const time = (at: Instant) => isoInZone(at, zone);
  return [
    row('Query', record.key),
    row('Title', draft.title),
    row('State', STATE_WORDS[stateOf(record)]),
    row('Encounter', record.encounter, record.encounter),
    row('Patient', record.patient, record.patient),
    row('Template', `${draft.checklist}/${draft.id}`),
    row('Checklist', `${draft.checklist} ${draft.version}`),
    row('Linter', record.lint.version),
    row('Purpose', PURPOSE_WORDS[draft.purpose]),
    row('Format', FORMAT_WORDS[draft.format]),
    row('Timing', TIMING_WORDS[record.timing]),
    row('Origin', ORIGIN_WORDS[record.origin]),
    row('Author', `${author.name}, ${author.role}`),
    row('Recipient', recipient === null ? 'not named' : recipient.name, recipient?.ref ?? null),
    row('Created', time(record.createdAt)),
    row('Sent', round.sent === null ? 'not sent' : `${time(round.sent.at)} to ${round.sent.to}`, round.sent?.ref ?? null),
    row('Answered', answered === null ? 'no answer' : time(answered)),
    ...(answered === null || round.sent === null
      ? []
      : [row('Time to answer', hourWords(Math.max(0, answered - round.sent.at) / 3_600_000))]),
    row('Evidence hash (SHA-256)', record.evidenceHash),
  ];
}

const statementRow = (each: QueryRecord['draft']['documentedStatements'][number]): AuditRow =>
  row(`${each.author}, ${each.noteType}, ${each.time}`, `"${each.quote}"`, each.ref);

const POLARITY: Readonly<Record<QueryIndicator['polarity'], string>> = { supports: 'for', against: 'against', neutral: 'neither' };

function indicatorRow(each: QueryIndicator): AuditRow {
  const value = [each.value, each.unit].filter((part) => part !== null && part !== '').join(' ');
  const prior = each.scope === 'prior' ? `; earlier encounter: ${each.relevance ?? 'relevance not stated'}` : '';
  const isSearch = each.ref.startsWith('search:');
  return row(
    each.label,
    `${value}; ${each.time}; ${POLARITY[each.polarity]}${prior}${isSearch ? `; ${each.ref}` : ''}`,
    isSearch ? null : each.ref,
  );
}

function optionRows({ draft }: QueryRecord): readonly AuditRow[] {
  if (draft.options.length === 0) return [row('Answers', 'open: free text')];
  return draft.options.map((option, index) => row(`Answer ${index + 1}`, `${option.text} (${groundOf(option)})`));
}

function groundOf({ kind, alreadyDocumented, indicatorRefs }: QueryOption): string {
  if (alreadyDocumented) return 'documented';
  if (indicatorRefs.length > 0) return `rests on ${indicatorRefs.join(', ')}`;
  return kind === 'diagnosis' ? 'rests on nothing shown' : 'always offered';
}

const rationaleRow = ({ draft }: QueryRecord): readonly AuditRow[] => (draft.rationale === null ? [] : [row('Rationale', draft.rationale)]);

/** The words that these rules quote are the very ones that do not belong on the sheet. */
const QUOTES_THE_WORD: ReadonlySet<string> = new Set(['QL024', 'QL025', 'QL026', 'QL027']);
const SEVERITY: Readonly<Record<LintFinding['severity'], string>> = { E: 'blocks', W: 'needs a reason', I: 'advice' };

function checkRows({ lint }: QueryRecord): readonly AuditRow[] {
  if (lint.findings.length === 0) return [row('Checks', 'nothing was found')];
  return lint.findings.map((found) => {
    const kept = lint.overrides.find(({ rule, at }) => rule === found.rule && at === found.at);
    const message = QUOTES_THE_WORD.has(found.rule) ? 'A word with two meanings.' : found.message;
    return row(
      `${found.rule}, ${found.at}`,
      `${SEVERITY[found.severity]}: ${message}${kept === undefined ? '' : ` Kept, reason: ${kept.reason}`}`,
    );
  });
}
