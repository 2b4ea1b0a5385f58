import { linkContent } from '../content/compile.ts';
import { ContentError, loadContent } from '../content/load.ts';
import { authorErrorText } from '../core/chart/author-error.ts';
import { isReviewDue } from '../core/checklist/lock.ts';
import { notesFor } from '../core/checklist/reading.ts';
import { casesFrom, runCases } from '../core/evaluate/cases.ts';
import { casesOwed } from '../core/evaluate/cases-owed.ts';
import { measures } from '../core/measures/index.ts';
import { checklistsUnder } from '../core/review/index.ts';
import { parseArgs, UsageError } from './args.ts';
import { projectRoot } from './content.ts';
import { say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

/** Runs the cases beside the checklists, for authors: what differs, and the cases still owed. Exit code 1 when a case differs. */
export const cases: Subcommand = {
  usage: 'corroborate cases [checklist...] [--owed]',
  about: 'run the cases beside the checklists; --owed also lists bounds and windows that no case covers',
  run: async (argv) => {
    const args = parseArgs(argv, { owed: 'flag' });
    let raw: ReturnType<typeof loadContent>;
    let linked: ReturnType<typeof linkContent>;
    try {
      raw = loadContent(projectRoot());
      linked = linkContent(raw);
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      say(error.message);
      return 1;
    }
    const known = raw.checklists.map(({ id }) => id);
    const strange = args.words.find((id) => !known.includes(id));
    if (strange !== undefined) throw new UsageError(`unknown checklist "${strange}" (known: ${known.join(', ')})`);
    const wanted = args.words.length > 0 ? args.words : known;
    const vocabulary = { concepts: linked.concepts, measures };
    const today = new Date().toISOString().slice(0, 10);
    let failed = 0;
    for (const id of wanted) {
      const find = (policy: string) => checklistsUnder(linked, policy)?.find((checklist) => checklist.id === id) ?? null;
      const file = raw.checklists.find((checklist) => checklist.id === id)?.cases;
      const checklist = find('base');
      if (!checklist) continue;
      if (!file) {
        console.log(`${id}: no cases.yaml`);
        failed += 1;
        continue;
      }
      const notes = notesFor(file.file);
      const list = casesFrom(notes, file.content);
      for (const error of notes.errors) console.log(authorErrorText(error));
      const results = runCases(checklist, list, vocabulary, find);
      const wrong = results.filter((result) => !result.ok);
      failed += wrong.length + notes.errors.length;
      const owed = casesOwed(checklist, list, vocabulary);
      console.log(
        `${id} ${checklist.version}: ${results.length - wrong.length} of ${results.length} cases as expected, ${owed.length} owed`,
      );
      for (const [source, { until }] of Object.entries(checklist.sources))
        if (until !== null && until < today) console.log(`  ${checklist.owner}: the period of source "${source}" ended ${until}`);
      if (isReviewDue(checklist, today)) console.log(`  ${checklist.owner}: was to be reviewed by ${checklist.reviewBy}`);
      for (const result of wrong) console.log([`  ${result.name}`, ...result.differences.map((line) => `    ${line}`)].join('\n'));
      if (args.flag('owed') || args.words.length > 0) for (const line of owed) console.log(`  owed: ${line}`);
    }
    return failed === 0 ? 0 : 1;
  },
};
