import { resolve } from 'node:path';
import { linkContent } from '../../../src/content/compile.ts';
import { loadContent } from '../../../src/content/load.ts';
import { chartFromNotation, notesFor } from '../../../src/core/checklist/index.ts';
import { documentedWords, type QueryDraft, queriesOf } from '../../../src/core/compose/index.ts';
import { casesFrom, evaluate } from '../../../src/core/evaluate/index.ts';
import { readLexicon, withConcepts } from '../../../src/core/lint/index.ts';
import { measures } from '../../../src/core/measures/index.ts';

const content = loadContent(resolve(import.meta.dirname, '../../..'));
export const { concepts } = content;
export const linked = linkContent(content).checklists.base ?? [];
export const lexicon = withConcepts(readLexicon(content.lexicon.lint?.content), concepts);

/** Every query draft of every case of every checklist, with the words that providers wrote in that stay. */
export const drafts: readonly { readonly name: string; readonly draft: QueryDraft; readonly documented: readonly string[] }[] =
  linked.flatMap((checklist) => {
    const file = content.checklists.find((each) => each.id === checklist.id)?.cases;
    return casesFrom(notesFor('cases'), file?.content).flatMap((one) => {
      const { chart } = chartFromNotation(one.chart, { concepts, measures });
      if (chart === null) return [];
      const result = evaluate(chart, checklist);
      const documented = documentedWords(chart, result, concepts);
      return queriesOf(result, { chart, concepts, checklist }).map((draft) => ({ name: `${one.name}: ${draft.id}`, draft, documented }));
    });
  });
