import type { Concepts } from '../chart/concept.ts';
import { FINDINGS } from '../compose/documented.ts';
import { mentionsIn } from './diagnoses.ts';
import type { DiagnosisWords, LintLexicon } from './lexicon.ts';
import { normalize } from './text.ts';

/**
 * The lexicon with the phrases of diagnosis concepts added, where it knows none of them: a condition someone adds is guarded from its first
 * day. Findings and treatments (hypoxia, home oxygen) are no diagnoses; short abbreviations that are also words ("cap") are left out.
 */
export function withConcepts(lexicon: LintLexicon, concepts: Concepts): LintLexicon {
  const added: Record<string, DiagnosisWords> = {};
  for (const concept of Object.values(concepts)) {
    if (concept.family !== 'diagnosis' || FINDINGS.has(concept.id)) continue;
    const plain = (concept.phrases ?? [])
      .map((phrase) => normalize(phrase, lexicon))
      .filter((phrase) => phrase.length > 3 && mentionsIn(phrase, lexicon).length === 0);
    if (plain.length > 0) added[`concept:${concept.id}`] = { plain };
  }
  return { ...lexicon, diagnoses: { ...lexicon.diagnoses, ...added } };
}
