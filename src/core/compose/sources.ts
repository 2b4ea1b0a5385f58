import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { Answer } from '../evaluate/result.ts';
import type { Source, Statement } from './statement.ts';

/** Sources, each once, in order; null for none: then there is no statement. */
export function sourcesOf(sources: readonly Source[]): readonly [Source, ...Source[]] | null {
  const seen = new Set<string>();
  const unique = sources.filter((source) => {
    const key = typeof source === 'string' ? source : `search:${source.search}@${source.at}`;
    return seen.has(key) ? false : seen.add(key);
  });
  const [first, ...rest] = unique;
  return first === undefined ? null : [first, ...rest];
}

export const factSources = (facts: readonly Fact[]): readonly Source[] => facts.flatMap((fact) => fact.from);

/** The search behind an answer that something was not found, or could not be looked for. */
export function searchOf(answer: Answer, chart: Chart): Source | null {
  return answer.search === null ? null : { search: answer.search, at: answer.searchedAt ?? chart.asOf };
}

/** A sentence with its sources; where nothing else is known it rests on the encounter it speaks of. */
export const statementOf = (text: string, sources: readonly Source[], chart: Chart): Statement => ({
  text,
  sources: sourcesOf(sources) ?? [chart.encounter],
});
