import { type Count, DISMISS_REASONS } from '../../store/index.ts';
import { type Cell, csvText } from '../csv.ts';
import { words as appWords } from '../words.ts';
import type { RuleQuality } from './quality.ts';
import { qualityWords } from './words.ts';

const words = qualityWords.columns;

/** The kind of a prompt in words; a kind this build does not know is shown as it is. */
export const kindName = (kind: string): string => (appWords.kinds as Readonly<Record<string, string>>)[kind] ?? kind;

export const percent = (value: number | null): string => (value === null ? qualityWords.none : `${Math.round(value * 100)} %`);

/** A time for people; steps that have no end say so. */
export function seconds(ms: number | null): string {
  if (ms === null) return qualityWords.none;
  if (!Number.isFinite(ms)) return qualityWords.over('15 min');
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** One column: its name, its formula, what a cell shows, and what it is in a file. */
export interface Column {
  readonly name: string;
  readonly formula: string;
  readonly show: (rule: RuleQuality) => string;
  readonly cell: (rule: RuleQuality) => Cell;
}

const plain = ([name, formula]: readonly [string, string], of: (rule: RuleQuality) => number): Column => ({
  name,
  formula,
  show: (rule) => String(of(rule)),
  cell: of,
});
const rate = ([name, formula]: readonly [string, string], of: (rule: RuleQuality) => number | null): Column => ({
  name,
  formula,
  show: (rule) => percent(of(rule)),
  cell: (rule) => {
    const value = of(rule);
    return value === null ? null : Math.round(value * 1000) / 1000;
  },
});
const time = ([name, formula]: readonly [string, string], of: (rule: RuleQuality) => number | null): Column => ({
  name,
  formula,
  show: (rule) => seconds(of(rule)),
  cell: (rule) => {
    const ms = of(rule);
    return ms === null || !Number.isFinite(ms) ? null : Math.round(ms / 100) / 10;
  },
});

/** Every column but the rule itself, in reading order. */
export const COLUMNS: readonly Column[] = [
  { name: words.kind[0], formula: words.kind[1], show: (rule) => kindName(rule.kind), cell: (rule) => rule.kind },
  plain(words.shown, (rule) => rule.shown),
  plain(words.opened, (rule) => rule.opened),
  plain(words.answered, (rule) => rule.answered),
  plain(words.copied, (rule) => rule.copied),
  plain(words.dismissed, (rule) => rule.dismissed),
  plain(words.snoozed, (rule) => rule.snoozed),
  plain(words.resolved, (rule) => rule.resolved),
  plain(words.reopened, (rule) => rule.reopened),
  rate(words.acceptance, (rule) => rule.acceptance),
  rate(words.evidenceWrong, (rule) => rule.evidenceWrong),
  rate(words.precision, (rule) => rule.precision),
  { name: words.thumbs[0], formula: words.thumbs[1], show: ({ up, down }) => `${up} / ${down}`, cell: ({ up, down }) => `${up} / ${down}` },
  time(words.median, (rule) => rule.medianMs),
  time(words.mean, (rule) => rule.meanMs),
];

/** The table as a file: the names, the formula of each column in the second row, then the rules with each reason. */
export function rulesCsv(rules: readonly RuleQuality[]): string {
  const head = [
    words.rule[0],
    'Version',
    ...COLUMNS.map(({ name }) => name),
    ...DISMISS_REASONS.map((reason) => `dismissed: ${reason}`),
    'flags',
  ];
  const formulas = [words.rule[1], '', ...COLUMNS.map(({ formula }) => formula), ...DISMISS_REASONS.map(() => 'count'), ''];
  const rows = rules.map((rule) => [
    rule.rule,
    rule.versions.join(' '),
    ...COLUMNS.map(({ cell }) => cell(rule)),
    ...DISMISS_REASONS.map((reason) => rule.reasons[reason]),
    rule.flags.join(' '),
  ]);
  return csvText(head, [formulas, ...rows]);
}

const FIELDS = ['day', 'name', 'detail', 'rule', 'version', 'kind', 'role', 'width', 'n', 'sum'] as const;

/** The counts as they are kept. */
export const countsCsv = (counts: readonly Count[]): string =>
  csvText(
    FIELDS.map((field) => (field === 'sum' ? 'sum in ms' : field)),
    counts.map((one) => FIELDS.map((field) => one[field])),
  );
