import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import type { Criterion, Edge, Leaf, NumberBound, Window } from '../checklist/linked.ts';
import { labelOf, unitOf, wordsOf } from './concept-words.ts';
import type { RuleLine } from './rule-line.ts';
import { ascii, flagWords, noteWords, roleWords, unitWords } from './wording.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Farther back than this, a window means "whenever it was". */
const LONG_AGO = 3650 * DAY;

/** What the words are taken from: the vocabulary, and the label of everything that `met:` may name. */
export interface RuleWords {
  readonly concepts: Concepts;
  readonly nameOf: (name: string) => string;
}

/** '30 min', '6 h', '7 d'; a day is 24 h, as reviewers count. */
export function durationWords(ms: number): string {
  const size = Math.abs(ms);
  if (size > 2 * DAY && size % DAY === 0) return `${size / DAY} d`;
  return size % HOUR === 0 ? `${size / HOUR} h` : `${Math.round(size / 60_000)} min`;
}

const spaced = (id: string): string => id.replaceAll('-', ' ');
const listed = (words: readonly string[], joiner: 'or' | 'and' = 'or'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;

const INSTANTS = { arrived: 'arrival', admitted: 'admission', discharged: 'discharge', now: 'now' } as const;
const instantWords = ({ instant, anchor }: Edge): string => (instant ? INSTANTS[instant] : spaced(anchor ?? ''));

function edgeWords(edge: Edge): string {
  if (edge.offsetMs === 0) return instantWords(edge);
  return `${durationWords(edge.offsetMs)} ${edge.offsetMs < 0 ? 'before' : 'after'} ${instantWords(edge)}`;
}

/** 'from 48 h before to 24 h after infection suspected', 'in this stay', 'at any time, earlier stays too'. */
export function windowWords({ from, to }: Window): string {
  if (-from.offsetMs >= LONG_AGO) {
    return to.instant === 'now' && to.offsetMs === 0 ? 'at any time, earlier stays too' : `at any time until ${edgeWords(to)}`;
  }
  if (from.instant === 'arrived' && from.offsetMs === 0 && to.instant === 'now' && to.offsetMs === 0) return 'in this stay';
  const isSame = from.instant === to.instant && from.anchor === to.anchor;
  if (isSame && from.offsetMs === 0 && to.offsetMs > 0) return `in the ${durationWords(to.offsetMs)} after ${instantWords(to)}`;
  if (isSame && to.offsetMs === 0 && from.offsetMs < 0) return `in the ${durationWords(from.offsetMs)} before ${instantWords(to)}`;
  if (isSame && from.offsetMs < 0 && to.offsetMs > 0)
    return `from ${durationWords(from.offsetMs)} before to ${durationWords(to.offsetMs)} after ${instantWords(to)}`;
  return `from ${edgeWords(from)} to ${edgeWords(to)}`;
}

const OPERATORS: Readonly<Record<NumberBound['op'], string>> = {
  above: 'above',
  below: 'below',
  'at-least': 'at least',
  'at-most': 'at most',
};

/** 'above 2 mmol/L'; the bound stands in the concept's unit, whatever unit a value was charted in. */
function boundWords(leaf: Leaf, concepts: Concepts): string {
  const unit = unitWords(unitOf(leaf.concept, concepts));
  // A bound converted from another unit may have lost its last digit on the way.
  const number = (value: number) => `${Number(value.toPrecision(6))}${unit ? ` ${unit}` : ''}`;
  return leaf.numbers.map((bound) => `${OPERATORS[bound.op]} ${number(bound.value)}`).join(' and ');
}

/** Ways a fact is left out or singled out, beside the flags that values carry on every screen. */
const MARKS: Readonly<Record<string, string>> = {
  'problem-list': 'problem lists',
  coded: 'codes',
  explained: 'values explained otherwise',
  'order-only': 'orders without a dose charted',
  'order-time-only': 'orders without a time of collection',
  'home-device': 'home devices',
  'single-commensal': 'a single culture of skin flora',
  excluded: 'time that does not count',
  'after-order': 'after the inpatient order',
  secondary: 'secondary payers',
  iv: 'intravenous',
  im: 'intramuscular',
  due: 'near its deadline',
  passed: 'past its deadline',
  chronic: 'chronic',
};
const markWords = (flag: string): string => MARKS[flag] ?? flagWords(flag) ?? spaced(flag);

const SAYS = {
  affirmed: 'stated',
  uncertain: 'stated as possible',
  denied: 'denied or ruled out',
  historical: 'stated as history',
} as const;

/** Broader concepts only: `linked-to: infection` lists every infection, and one word says it. */
function broadest(ids: readonly ConceptId[], concepts: Concepts): readonly ConceptId[] {
  const has = new Set(ids);
  return ids.filter((id) => !(concepts[id]?.also ?? []).some((broader) => has.has(broader)));
}

function leafWords(leaf: Leaf, { concepts }: RuleWords): string {
  const family = concepts[leaf.concept]?.family;
  const isSpoken = !leaf.measure && (family === 'diagnosis' || family === 'note-statement' || family === undefined);
  const label = labelOf(leaf.concept, concepts);
  const is = leaf.is?.map((text) => (leaf.concept === 'note' ? noteText(text) : wordsOf({ concept: leaf.concept, text }, concepts)));
  const says = leaf.says === null ? ['any'] : [...leaf.says];
  const isPlain = says.length === 1 && says[0] === 'affirmed';
  const by = leaf.by?.map((role) => (role === 'provider' ? 'a provider' : `a ${roleWords(role)}`));
  const change = leaf.change;
  const unit = unitWords(unitOf(leaf.concept, concepts));
  const parts = [
    [is ? `${label}: ${listed(is)}` : label, leaf.numbers.length > 0 ? boundWords(leaf, concepts) : ''].filter(Boolean).join(' '),
    leaf.pick ? `the ${leaf.pick} value` : '',
    change
      ? `${change.direction === 'rise' ? 'risen' : 'fallen'} ${
          change.factor === null ? `by ${change.amount}${unit ? ` ${unit}` : ''} or more` : `${change.factor}-fold or more`
        } within ${durationWords(change.withinMs)}`
      : '',
    says[0] === 'any'
      ? isSpoken
        ? 'whatever is said of it'
        : 'whatever the result'
      : isSpoken || !isPlain
        ? isPlain && /\bstated\b/.test(label)
          ? ''
          : listed(says.map((word) => SAYS[word as keyof typeof SAYS]))
        : '',
    by ? `by ${listed(by)}` : '',
    leaf.in ? `in ${listed(leaf.in.map((type) => (type === 'other' ? 'another note' : noteWords(type))))}` : '',
    leaf.section ? `under ${listed(leaf.section.map(spaced))}` : '',
    leaf.linkedTo
      ? `${leaf.weakLinks ? 'named together with' : 'joined in words to'} ${listed(broadest(leaf.linkedTo, concepts).map((id) => labelOf(id, concepts).toLowerCase()))}`
      : '',
    leaf.novel === true ? 'newly written, not copied' : leaf.novel === false ? 'copied' : '',
    leaf.with.length > 0 ? `only ${listed(leaf.with.map(markWords))}` : '',
    leaf.without.length > 0 ? `leaving out ${listed(leaf.without.map(markWords), 'and')}` : '',
    leaf.times > 1 ? `at least ${leaf.times} times${leaf.withinMs === null ? '' : ` within ${durationWords(leaf.withinMs)}`}` : '',
    leaf.apartMs > 0 ? `${durationWords(leaf.apartMs)} or more apart` : '',
    leaf.lastingMs === null ? '' : `lasting ${durationWords(leaf.lastingMs)} or more`,
    leaf.window ? windowWords(leaf.window) : '',
    leaf.knownBy ? `known by ${edgeWords(leaf.knownBy)}` : '',
  ];
  return ascii(parts.filter(Boolean).join(', '));
}

const noteText = (type: string): string => (type === 'hp' ? 'H&P' : spaced(type));

const SAME = { sample: 'from one sample', note: 'in one note', section: 'in one section' } as const;

/** A criterion in plain words: what is looked for, its bound with unit, who says it, what is left out, and the time it is looked for in. */
export function criterionLine(criterion: Criterion, words: RuleWords): RuleLine {
  switch (criterion.form) {
    case 'fact':
      return { text: leafWords(criterion, words), name: null, parts: [] };
    case 'met':
      return { text: words.nameOf(criterion.name), name: criterion.name, parts: [] };
    case 'not':
      return negated(criterion.part, words);
    default: {
      const span =
        criterion.form === 'any'
          ? ''
          : [
              criterion.withinMs === null ? '' : `, within ${durationWords(criterion.withinMs)}`,
              criterion.same ? `, ${SAME[criterion.same]}` : '',
            ].join('');
      const head = criterion.form === 'all' ? 'All of' : criterion.form === 'any' ? 'Any of' : `At least ${criterion.count} of`;
      const parts = criterion.parts.flatMap((part) => joined(criterionLine(part, words), head));
      const [only] = parts;
      return parts.length === 1 && only && span === '' ? only : { text: `${head}${span}:`, name: null, parts };
    }
  }
}

/** "All of" inside "all of" says nothing more: its parts stand with the others. */
const joined = (line: RuleLine, head: string): readonly RuleLine[] =>
  (head === 'All of' || head === 'Any of') && line.text === `${head}:` ? line.parts : [line];

function negated(part: Criterion, words: RuleWords): RuleLine {
  const line = criterionLine(part, words);
  if (line.parts.length === 0) return { ...line, text: `Not: ${line.text}` };
  return { ...line, text: part.form === 'any' ? 'None of:' : `Not - ${line.text.charAt(0).toLowerCase()}${line.text.slice(1)}` };
}
