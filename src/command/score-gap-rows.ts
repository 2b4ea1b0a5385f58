import type { Gap } from './score-gaps.ts';
import { agreementRow, type Compared, countRow, type Row } from './score-row.ts';

/**
 * Recall of planted gaps: for each checklist, then for each of its items. `count`: other items and prompts that changed although nothing they
 * look at was taken out. Elements that also make their item apply ("no antimicrobial, so no question about its course") and
 * elements that may still come, or may be in what was never read, are not in `n`.
 */
export function gapRows(gaps: readonly Gap[]): Row[] {
  const checklists = [...new Set(gaps.map(({ checklist }) => checklist))].sort();
  return checklists.flatMap((checklist) => {
    const own = gaps.filter((gap) => gap.checklist === checklist);
    const items = [...new Set(own.map(({ item }) => item))];
    return [
      recallRow(`gaps-${checklist}`, `planted gaps, ${checklist}`, own),
      countRow(
        `gaps-others-${checklist}`,
        `planted gaps, ${checklist}: other lines changed`,
        own.map((gap) => compared(gap, gap.unrelated.join('; '), 'nothing it rests on was taken out', gap.unrelated.length === 0)),
      ),
      ...items.map((item) =>
        itemRow(
          checklist,
          item,
          own.filter((gap) => gap.item === item),
        ),
      ),
    ];
  });
}

const compared = (gap: Gap, ours: string, truth: string, agrees: boolean): Compared => ({
  id: `${gap.stay} ${gap.item}`,
  ours,
  truth,
  agrees,
});

const recallRow = (id: string, about: string, gaps: readonly Gap[]): Row =>
  agreementRow(
    id,
    about,
    gaps
      .filter(({ outcome }) => outcome === 'found' || outcome === 'not found')
      .map((gap) => compared(gap, gap.became, 'taken out', gap.outcome === 'found')),
  );

function itemRow(checklist: string, item: string, gaps: readonly Gap[]): Row {
  const row = recallRow(`gap-${checklist}-${item}`, `  ${checklist} ${item}`, gaps);
  const others = gaps.filter(({ unrelated }) => unrelated.length > 0).length;
  const without = (outcome: Gap['outcome'], words: string) => {
    const count = gaps.filter((gap) => gap.outcome === outcome).length;
    return count > 0 ? [`${count} more ${words}`] : [];
  };
  const followed = [...new Set(gaps.flatMap(({ dependent }) => dependent))].map((text) => `followed from it: ${text}`);
  return {
    ...row,
    figures: { ...row.figures, count: others },
    // The row of the checklist names what was missed.
    disagreeing: [],
    remarks: [
      ...without('gone', 'went with what makes the item apply'),
      ...without('open', 'have time left'),
      ...without('unread', 'cannot be told: something was never read, or is unmapped'),
      ...followed,
    ],
  };
}
