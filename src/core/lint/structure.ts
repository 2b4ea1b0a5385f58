import type { DraftIndicator } from './draft.ts';
import { finding, type LintFinding } from './finding.ts';
import type { Lens } from './lens.ts';
import { asksIn } from './question.ts';
import { supports } from './support.ts';
import { has, normalize } from './text.ts';

const DATE =
  /\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:hospital |post-?op(?:erative)? )?day \d|\d{1,2}:\d{2}|\d{1,2}\/\d{4})/i;
const PERMITTED_YES_NO = new Set(['poa', 'clinical-validation', 'cause-effect', 'resolve-conflict', 'substantiate-report', 'complication']);

/** QL001-QL013: the parts a query must have before its words matter. */
export function structureFindings(lens: Lens): LintFinding[] {
  return [
    ...indicatorsPresent(lens),
    ...indicatorParts(lens),
    ...boundOptions(lens),
    ...answerSet(lens),
    ...yesNo(lens),
    ...oneQuestion(lens),
    ...recipient(lens),
    ...complete(lens),
    ...againstTheEncounter(lens),
  ];
}

function indicatorsPresent({ draft }: Lens): LintFinding[] {
  if ((draft.indicators?.length ?? 0) > 0) return [];
  return [finding('QL001', 'E', 'indicators', 'Show at least one clinical indicator from the record: value, unit, date and time, source.')];
}

/** A value in words counts when it says something: a number, a quote, or more than the label alone. */
const says = (indicator: DraftIndicator): boolean =>
  indicator.sentence
    ? /\d|"/.test(indicator.line.replace(DATE, '')) || indicator.line.split(/\s+/).length > 4
    : indicator.value !== null || /\d|"/.test(indicator.label.replace(DATE, ''));

function indicatorParts({ draft }: Lens): LintFinding[] {
  return (draft.indicators ?? []).flatMap((indicator, index) => {
    const lacking = [
      ...(says(indicator) ? [] : ['a value or quote']),
      ...(indicator.time !== null || DATE.test(indicator.line) ? [] : ['a date and time']),
      ...(indicator.ref !== null || indicator.sentence ? [] : ['a source']),
    ];
    if (lacking.length === 0) return [];
    return [finding('QL002', 'E', `indicators[${index}]`, `This indicator lacks ${lacking.join(', ')}.`)];
  });
}

function boundOptions(lens: Lens): LintFinding[] {
  const { draft } = lens;
  const options = draft.options ?? [];
  const refs = new Set((draft.indicators ?? []).flatMap((each) => each.ref ?? []));
  const someBound = options.some((each) => each.indicatorRefs !== null);
  return options.flatMap((option, index) => {
    const at = `options[${index}]`;
    const dangling = (option.indicatorRefs ?? []).filter((ref) => !refs.has(ref));
    if (dangling.length > 0 && draft.indicators !== null)
      return [finding('QL003', 'E', at, 'This option refers to an indicator that the draft does not show.')];
    if (option.kind !== 'diagnosis') return [];
    const bound = (option.indicatorRefs?.length ?? 0) > 0;
    const support = supports(lens, option);
    if (option.alreadyDocumented === true) {
      if (support.documented !== 'no' || draft.statements === null) return [];
      return bound ? [] : [finding('QL003', 'E', at, 'Marked as documented, but no quoted provider statement of this stay names it.')];
    }
    if (!bound && support.documented === 'yes' && option.alreadyDocumented === null) return [];
    if (!bound && (option.indicatorRefs !== null || someBound || option.raw.kind === 'diagnosis'))
      return [finding('QL003', 'E', at, 'This diagnosis is neither documented nor linked to a shown indicator.')];
    if (support.shown === 'none') return [finding('QL003', 'E', at, 'No indicator shown supports this option.')];
    return [];
  });
}

function answerSet({ draft, isMultipleChoice }: Lens): LintFinding[] {
  if (!isMultipleChoice || draft.options === null) return [];
  const kinds = new Set(draft.options.map((each) => each.kind));
  const out: LintFinding[] = [];
  const typed = draft.raw.freeText !== false && draft.options.some((each) => each.kind === 'other' && each.raw.freeText !== false);
  if (!typed) out.push(finding('QL004', 'E', 'options', 'Add "Other (please specify)" with room for free text.'));
  if (!kinds.has('undetermined')) out.push(finding('QL005', 'E', 'options', 'Add "Unable to determine".'));
  return out;
}

function yesNo(lens: Lens): LintFinding[] {
  const { draft, isYesNo } = lens;
  if (!isYesNo) return [];
  const out: LintFinding[] = [];
  const named = lens.inStem.find(
    (mention) => !mention.context && !mention.instrument && !mention.reported && lens.undocumented(mention, lens.inStem),
  );
  if (draft.purpose !== null && !PERMITTED_YES_NO.has(draft.purpose))
    out.push(finding('QL006', 'E', 'format', 'Yes/no is not for this purpose: ask an open question or offer supported choices.'));
  else if (named) out.push(finding('QL006', 'E', 'body', `Yes/no may not introduce a diagnosis nobody documented: "${named.text}".`));
  if (draft.options !== null) {
    const kinds = new Set(draft.options.map((each) => each.kind));
    const lacking = [
      ...(kinds.has('other') ? [] : ['"Other (please specify)"']),
      ...(kinds.has('undetermined') ? [] : ['"Unable to determine"']),
    ];
    if (lacking.length > 0) out.push(finding('QL007', 'E', 'options', `Add ${lacking.join(' and ')} beside yes and no.`));
  }
  return out;
}

function oneQuestion(lens: Lens): LintFinding[] {
  if (lens.draft.body === null) return [];
  const asks = asksIn(lens);
  if (asks.count > 1)
    return [finding('QL008', 'E', 'body', `One question per query; this one asks ${asks.count} things. Make two queries.`)];
  if (asks.count === 0 && lens.options.complete) return [finding('QL008', 'E', 'body', 'The query asks no question.')];
  return [];
}

const recipientText = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  return Object.values(value)
    .filter((each): each is string => typeof each === 'string')
    .join(' ');
};

function recipient({ draft, lexicon, options }: Lens): LintFinding[] {
  const to = recipientText(draft.raw.recipient);
  if (to === null) return [];
  const text = normalize(to, lexicon);
  const provider =
    /\b(?:attending|hospitalist|physician|surgeon|md|do|np|pa|pa-c|aprn|resident|consultant|dr|fellow|intensivist|cardiologist|provider|practitioner)\b/.test(
      text,
    );
  if (!provider && has(text, lexicon.lists['other-sources']))
    return [finding('QL009', 'E', 'recipient', 'A diagnosis is asked of the provider responsible for it: send to the attending.')];
  const known = options.encounter?.providers;
  if (known && !known.some((each) => text.includes(normalize(each, lexicon))))
    return [finding('QL009', 'E', 'recipient', 'The recipient is not a provider of this encounter.')];
  return [];
}

function complete({ draft, options }: Lens): LintFinding[] {
  if (!options.complete) return [];
  const fields: readonly (readonly [string, unknown])[] = [
    ['patient', draft.raw.patient],
    ['encounter', draft.raw.encounter],
    ['author', draft.raw.author],
    ['createdAt', draft.raw.createdAt ?? draft.raw.date],
  ];
  const given = (value: unknown) => (typeof value === 'string' ? value.trim() !== '' : typeof value === 'object' && value !== null);
  return fields.filter(([, value]) => !given(value)).map(([name]) => finding('QL010', 'E', name, `The query does not say its ${name}.`));
}

function againstTheEncounter({ draft, lexicon, options }: Lens): LintFinding[] {
  const out: LintFinding[] = [];
  const encounter = options.encounter;
  const indicators = draft.indicators ?? [];
  const from = encounter?.lookbackFrom;
  const times = indicators.map((each) => (each.time === null ? Number.NaN : Date.parse(each.time)));
  const old =
    indicators.length > 0 &&
    indicators.every((each, index) => each.scope === 'prior' || (from !== undefined && (times[index] ?? Number.NaN) < from));
  if (old) out.push(finding('QL011', 'W', 'indicators', 'Every indicator is older than this encounter; add a current one.'));
  const concept = typeof draft.raw.concept === 'string' ? normalize(draft.raw.concept, lexicon) : normalize(draft.title ?? '', lexicon);
  const twin = encounter?.openQueries?.find(
    (each) =>
      each.id !== draft.id &&
      normalize(each.concept, lexicon) === concept &&
      each.recipient === (recipientText(draft.raw.recipient) ?? each.recipient),
  );
  if (twin) out.push(finding('QL012', 'W', 'title', 'A query on this is open with the same recipient: follow up on that one.'));
  if (encounter?.answeredBy) out.push(finding('QL013', 'W', 'body', 'The record answers this already; withdraw the draft.'));
  return out;
}
