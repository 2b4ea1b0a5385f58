import { factsOf } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { chartedOf } from '../compose/components.ts';
import { isMeasure, labelOf, wordsOf } from '../compose/concept-words.ts';
import { evidenceLine, wallTime } from '../compose/index.ts';
import { factSources, statementOf } from '../compose/sources.ts';
import type { Statement } from '../compose/statement.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { Review } from '../review/review.ts';
import { dischargeOf } from './discharge.ts';
import { counted } from './words.ts';
import type { TriggerRule } from './workflow.ts';

/** A reason for a second person to look, with what it rests on. */
export interface Trigger {
  readonly id: string;
  readonly label: string;
  /** What was found, in one sentence. */
  readonly words: Statement;
  readonly evidence: readonly Statement[];
}

/** `notKnown`: triggers that could not be judged, with the reason. An encounter with none raised and one not known is not cleared. */
export interface SecondLevel {
  readonly raised: readonly Trigger[];
  readonly notKnown: readonly Trigger[];
}

type Judged = { readonly is: 'raised' | 'not-known'; readonly trigger: Omit<Trigger, 'id' | 'label'> } | null;

/** Judges each trigger of the hospital's file. No weight of a code and no money enters: only verdicts, statements, midnights and what is asked. */
export function secondLevelOf(review: Review, triggers: readonly TriggerRule[], concepts: Concepts): SecondLevel {
  const discharge = dischargeOf(review);
  const isLeaving = ['discharged', 'ordered', 'expected'].includes(discharge.state);
  const judged = triggers.flatMap((rule) => {
    if (rule.atDischarge && !isLeaving) return [];
    return judge(rule, review, concepts).flatMap((one) => (one === null ? [] : [{ rule, ...one }]));
  });
  const of = (is: 'raised' | 'not-known') =>
    judged.filter((one) => one.is === is).map(({ rule, trigger }): Trigger => ({ id: rule.id, label: rule.label, ...trigger }));
  return { raised: of('raised'), notKnown: of('not-known') };
}

function judge(rule: TriggerRule, review: Review, concepts: Concepts): readonly Judged[] {
  switch (rule.form) {
    case 'open-prompts':
      return [openPrompts(rule, review)];
    case 'single-indicator':
      return documentedIn(review, rule, concepts).map((result) => singleIndicator(result, review, concepts));
    case 'short-stay':
      return documentedIn(review, rule, concepts).map((result) => shortStay(rule, result, review, concepts));
    case 'disposition':
      return [disposition(rule, review, concepts)];
    case 'conflicting-documentation':
      return ofRule(review, rule).map((result) => conflicting(result, review, concepts));
    case 'status-support':
      return [statusSupport(rule, review)];
  }
}

const ofRule = ({ checklists }: Review, { of }: TriggerRule) => checklists.filter(({ id }) => of.length === 0 || of.includes(id));
const documentedIn = (review: Review, rule: TriggerRule, concepts: Concepts) =>
  ofRule(review, rule).filter(({ about, documentation }) => isDiagnosis(about, concepts) && documentation.state === 'affirmed');
const isDiagnosis = (about: string, concepts: Concepts): boolean => concepts[about]?.family === 'diagnosis';

const raised = (words: Statement, evidence: readonly Statement[]): Judged => ({ is: 'raised', trigger: { words, evidence } });
const notKnown = (words: Statement): Judged => ({ is: 'not-known', trigger: { words, evidence: [] } });

function openPrompts({ kinds, atLeast }: TriggerRule, { prompts, chart }: Review): Judged {
  const open = prompts.filter(({ kind }) => kinds.includes(kind));
  if (open.length < atLeast) return null;
  const sources = open.flatMap(({ title }) => [...title.sources]);
  return raised(
    statementOf(`${counted(open.length, 'question')} on what is documented`, sources, chart),
    open.map(({ title }) => title),
  );
}

/** What speaks for the governing definition: charted values and devices, each thing once, whichever score or concept it entered by. */
function indicatorsOf(result: ChecklistResult, { chart }: Review, concepts: Concepts): ReadonlyMap<string, Fact> {
  const found = new Map<string, Fact>();
  const sources = new Set<string>();
  for (const fact of result.for.flatMap((each) => chartedOf(each, chart, concepts))) {
    const family = concepts[fact.concept]?.family;
    if (fact.says !== undefined || family === 'diagnosis' || family === 'note-statement' || family === 'note') continue;
    if (isMeasure(fact.concept) && fact.from.some((source) => sources.has(source))) continue;
    // one resource read by two concepts (SpO2, SpO2 on room air) is one indicator
    const isSeen = sources.has(fact.from[0]);
    for (const source of fact.from) sources.add(source);
    if (!isSeen && !found.has(fact.concept)) found.set(fact.concept, fact);
  }
  return found;
}

function singleIndicator(result: ChecklistResult, review: Review, concepts: Concepts): Judged {
  const { chart } = review;
  const definition = result.definitions[result.governing];
  const name = subject(result, concepts);
  if (definition === undefined) return null;
  const said = factSources(result.documentation.statements);
  if (definition.verdict === 'not-known') return notKnown(statementOf(`${name}: what it rests on could not be read in full`, said, chart));
  if (definition.verdict !== 'met') return null;
  const indicators = indicatorsOf(result, review, concepts);
  if (indicators.size !== 1) return null;
  const [[concept, fact] = ['', null]] = indicators;
  if (fact === null) return null;
  return raised(statementOf(`${name} rests on one indicator: ${labelOf(concept, concepts)}`, [...said, ...fact.from], chart), [
    evidenceLine(fact, chart, concepts, { polarity: 'supports' }),
  ]);
}

const subject = (result: ChecklistResult, concepts: Concepts): string => {
  const spoken = result.documentation.statements.findLast((fact) => fact.says === 'affirmed');
  return spoken && concepts[spoken.concept]?.family === 'diagnosis' ? labelOf(spoken.concept, concepts) : result.title;
};

function shortStay({ atMostMidnights }: TriggerRule, result: ChecklistResult, review: Review, concepts: Concepts): Judged {
  const { chart, levelOfCare } = review;
  const discharge = dischargeOf(review);
  // a stay that goes on is not short yet
  if (discharge.state !== 'discharged' && discharge.state !== 'ordered') return null;
  const said = factSources(result.documentation.statements);
  const name = subject(result, concepts);
  const { total } = levelOfCare.midnights;
  if (total === null) return notKnown(statementOf(`${name}: midnights of the stay cannot be counted from the times read`, said, chart));
  if (total > atMostMidnights) return null;
  const evidence = discharge.statement === null ? [] : [discharge.statement];
  const sources = [...said, ...factSources(factsOf(chart, 'midnight')), ...(discharge.statement?.sources ?? [])];
  return raised(statementOf(`${name} in a stay of ${counted(total, 'midnight')}`, sources, chart), evidence);
}

function disposition({ is }: TriggerRule, { chart }: Review, concepts: Concepts): Judged {
  const fact = factsOf(chart, 'discharge-disposition').findLast((one) => !hasFlag(one, 'other-stay') && one.standing !== 'withdrawn');
  if (!fact || !is.includes(fact.text ?? '')) return null;
  const words = wordsOf(fact, concepts) || (fact.text ?? '');
  return raised(statementOf(`Discharge disposition: ${words} (${wallTime(fact.at, chart.zone, chart.asOf)})`, fact.from, chart), []);
}

function conflicting(result: ChecklistResult, { chart }: Review, concepts: Concepts): Judged {
  if (!isDiagnosis(result.about, concepts) || result.documentation.state !== 'conflicting') return null;
  const { statements } = result.documentation;
  const shown = [statements.findLast((fact) => fact.says === 'affirmed'), statements.findLast((fact) => fact.says === 'denied')];
  return raised(
    statementOf(`${labelOf(result.about, concepts)}: notes affirm it and notes deny it`, factSources(statements), chart),
    shown.flatMap((fact) => (fact ? [evidenceLine(fact, chart, concepts)] : [])),
  );
}

function statusSupport({ is }: TriggerRule, { chart, levelOfCare, checklists }: Review): Judged {
  if (!checklists.some(({ support }) => support !== null)) return null;
  const { support, sources, status } = levelOfCare;
  // without an inpatient order there is nothing to support
  if (support === 'unknown' && status !== 'inpatient') return null;
  if (support === 'unknown') return notKnown(statementOf('Support of the status could not be judged from what was read', sources, chart));
  if (!is.includes(support)) return null;
  return raised(statementOf(`Status ${status}: ${SUPPORT_WORDS[support]}`, sources, chart), []);
}

const SUPPORT_WORDS: Readonly<Record<Exclude<Review['levelOfCare']['support'], 'unknown'>, string>> = {
  supported: 'support is shown',
  'supported-unforeseen': 'support is shown by an unforeseen event',
  'supported-ipo': 'support is shown by a listed procedure',
  'exception-ventilation': 'support is shown by new ventilation',
  'case-by-case': 'to be decided case by case',
  'at-risk': 'facts for it and gaps beside it',
  'not-shown': 'support is not shown in what was read',
};
