import { simulationTotals } from '../../core/review/simulate.ts';
import type { EditAnswer } from '../../worker/index.ts';
import { flagsOf, rate } from './flags.ts';
import { linesThatDiffer } from './text-lines.ts';
import type { Copy } from './use-edit.ts';
import type { Run } from './use-run.ts';
import { simulatorWords } from './words.ts';

/** What the summary is made from. `run` null: nothing was tried with this copy. */
export interface Summarized {
  readonly answer: EditAnswer;
  readonly copy: Copy;
  readonly run: Run | null;
  readonly isNormal: boolean;
  readonly policy: string;
  readonly by: string;
  readonly time: string;
}

/** The change for the person who signs it off: versions, hashes, counts. Words of the checklist and numbers only: no patient, no encounter, no file name. */
export function changeSummary({ answer, copy, run, isNormal, policy, by, time }: Summarized): string {
  const { summary } = simulatorWords;
  const { before, after } = answer;
  if (!before || !after) return '';
  const lines = linesThatDiffer(copy.base, copy.text);
  const head = [
    summary.head(after.title, after.id),
    summary.prepared(by, time),
    '',
    summary.version(before.version, after.version),
    summary.stage(before.stage, after.stage),
    summary.hash(before.hash, after.hash),
    summary.owner(after.owner, after.reviewBy),
    after.change === null ? summary.noChange : summary.change(after.change),
    summary.lines(lines.added, lines.gone),
    summary.size([before.criteria, after.criteria], [before.prompts, after.prompts]),
    summary.checked,
    '',
  ];
  const totals = simulationTotals((run?.tried ?? []).map(({ stay }) => stay));
  const tried =
    run === null || run.units === 0
      ? [summary.notTried]
      : [
          summary.tried(totals.stays, run.units, run.skipped.length, policy),
          ...(run.phase === 'done' ? [] : [summary.stopped]),
          ...(isNormal ? [summary.normal] : []),
          summary.prompts(totals.added, totals.removed, totals.changed, totals.unchanged),
          summary.own(totals.own.before, totals.own.after, totals.per100 === null ? '0' : rate(totals.per100)),
          ...(totals.items.length > 0 ? [summary.items] : []),
          ...totals.items.map(({ item, added, removed, changed }) => summary.item(item, added, removed, changed)),
          ...(totals.answers.length > 0 ? [summary.answers] : []),
          ...totals.answers.map(({ label, name, stays }) => summary.answer(label, name, stays)),
        ];
  const flags = flagsOf(answer, totals, isNormal);
  return [
    ...head,
    ...tried,
    ...(flags.length > 0 ? ['', summary.flags, ...flags.map((flag) => `- ${flag}`)] : []),
    '',
    summary.sign,
    '',
  ].join('\n');
}
