import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import type { LinkedOption, LinkedQuery } from '../checklist/linked.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import { chartedOf } from './components.ts';
import type { ComposeContext } from './context.ts';
import { undocumentedName } from './documented.ts';
import type { QueryIndicator, QueryOption } from './statement.ts';

const OTHER: QueryOption = { text: 'Other (please specify)', kind: 'other', indicatorRefs: [], alreadyDocumented: false };
const UNDETERMINED: QueryOption = { text: 'Unable to determine', kind: 'undetermined', indicatorRefs: [], alreadyDocumented: false };

/**
 * The answers of a query: the checklist's, without any diagnosis that is neither documented nor supported by an indicator shown here; then
 * "Other" and "Unable to determine", always.
 */
export function queryOptions(
  query: LinkedQuery,
  indicators: readonly QueryIndicator[],
  result: ChecklistResult,
  documented: ReadonlySet<ConceptId>,
  context: ComposeContext,
): readonly QueryOption[] {
  if (query.format === 'open') return [];
  const offered = query.options.flatMap((option) => offer(option, indicators, result, documented, context) ?? []);
  return [...offered, OTHER, UNDETERMINED];
}

function offer(
  option: LinkedOption,
  indicators: readonly QueryIndicator[],
  result: ChecklistResult,
  documented: ReadonlySet<ConceptId>,
  context: ComposeContext,
): QueryOption | null {
  const met = option.supportedBy.filter((name) => (result.criteria[name] ?? result.definitions[name])?.verdict === 'met');
  if (option.supportedBy.length > 0 && met.length === 0) return null;
  const refs = refsOf(met, indicators, result, context);
  const alreadyDocumented = namesDocumented(option.text, documented, context.concepts);
  if (option.kind === 'diagnosis' && !alreadyDocumented && refs.length === 0) return null;
  // "X confirmed" and "X ruled out" answer about something documented; otherwise they would introduce it
  if ((option.kind === 'confirmed' || option.kind === 'ruled-out') && undocumentedName(option.text, documented, context.concepts) !== null)
    return null;
  return { text: option.text, kind: option.kind, indicatorRefs: refs, alreadyDocumented: option.kind === 'diagnosis' && alreadyDocumented };
}

/** Refs of shown indicators that stand behind the criteria which support an option. */
function refsOf(
  names: readonly string[],
  indicators: readonly QueryIndicator[],
  result: ChecklistResult,
  { chart, concepts }: ComposeContext,
): readonly string[] {
  const shown = new Set(indicators.filter((each) => each.polarity !== 'against').map((each) => each.ref));
  const facts = names.flatMap((name) => (result.criteria[name] ?? result.definitions[name])?.facts ?? []);
  const charted = facts.flatMap((fact) => chartedOf(fact, chart, concepts));
  return [...new Set(charted.flatMap((fact) => fact.from))].filter((ref) => shown.has(ref));
}

/** True when the text names a diagnosis, and every one it names is documented. */
function namesDocumented(text: string, documented: ReadonlySet<ConceptId>, concepts: Concepts): boolean {
  return undocumentedName(text, documented, concepts) === null && undocumentedName(text, new Set(), concepts) !== null;
}
