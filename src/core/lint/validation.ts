import { isDocumented } from './diagnoses.ts';
import { finding, type LintFinding } from './finding.ts';
import { isProviderStatement, type Lens } from './lens.ts';
import { has, hits, normalize, phrases } from './text.ts';
import { dayIn, monthDay } from './when.ts';

const DAY = 24 * 3_600_000;

/** When the patient was admitted: from the encounter, a field of the record, or the body ("admitted 3/2": month and day). Null when unsaid. */
function admissionDay({ raw, body }: Lens['draft'], given: number | undefined): number | string | null {
  const field = ['admittedAt', 'admissionTime', 'admission', 'arrivedAt', 'encounterStart']
    .map((key) => raw[key])
    .find((each) => typeof each === 'string');
  const at = given ?? (typeof field === 'string' ? Date.parse(field) : Number.NaN);
  if (Number.isFinite(at)) return at;
  const said = /\b(?:admitted|admission|arrived|arrival)\b[^.;\n\d]{0,15}(\d[\d/:-]+)/i.exec(body ?? '')?.[1];
  const day = said === undefined ? null : dayIn(said);
  return day === null ? null : monthDay(day);
}

/** QL060-QL067: validation, present on admission, cause and complication. */
export function validationFindings(lens: Lens): LintFinding[] {
  return [
    ...validation(lens),
    ...removal(lens),
    ...definitionSets(lens),
    ...presentOnAdmission(lens),
    ...causeEffect(lens),
    ...complication(lens),
    ...neutralizing(lens),
  ];
}

function validation(lens: Lens): LintFinding[] {
  const { draft, lexicon, body } = lens;
  if (draft.purpose !== 'clinical-validation') return [];
  const out: LintFinding[] = [];
  const quoted = (draft.statements ?? []).filter((each) => isProviderStatement(each, lexicon));
  const signed = quoted.some((each) => each.author !== null && each.time !== null);
  const inBody = /\b(?:documented|noted|stated|diagnosed)\b[^.!?\n]*\b(?:by|dr|md|do|np|pa|h&p|note|summary|consult)\b[^!?\n]*\d/.test(
    body,
  );
  if (!signed && !inBody) {
    const claims = lens.claimed.size > 0 && draft.statements === null;
    out.push(
      finding('QL060', claims ? 'W' : 'E', 'documentedStatements', 'Quote the documented diagnosis with its author, date and time.'),
    );
  }
  const indicators = draft.indicators ?? [];
  const polarities = new Set(indicators.flatMap((each) => each.polarity ?? []));
  if (polarities.size > 0) {
    const lacking = [...(polarities.has('supports') ? [] : ['for']), ...(polarities.has('against') ? [] : ['against'])];
    if (lacking.length > 0)
      out.push(finding('QL061', 'E', 'indicators', `Show findings ${lacking.join(' and ')}: a validation has both sides.`));
  }
  if (draft.options !== null && draft.options.length > 0) {
    const kinds = new Set(draft.options.map((each) => each.kind));
    const lacking = [
      ...(kinds.has('ruled-out') || (lens.isYesNo && kinds.has('no')) ? [] : ['"ruled out"']),
      ...(kinds.has('other') ? [] : ['"Other (please specify)"']),
    ];
    if (lacking.length > 0) out.push(finding('QL061', 'E', 'options', `Add ${lacking.join(' and ')} to the answers.`));
  }
  return out;
}

/** Words that may stand between "remove" and what is removed. */
const BETWEEN =
  /^[\s"']*(?:(?:the|a|an|this|that|it|these|any|your|his|her|diagnosis|diagnoses|of|term|word|documentation|documented|mention|mentions|reference|references|to|from|note|chart|record)[\s"']+)*(?:diagnosis|diagnoses|documentation|term)?/;
const FROM_RECORD =
  /^(?:\s+\S+){1,4}\s+from (?:your|the|this|his|her) (?:\w+ )?(?:note|notes|chart|record|documentation|problem list|discharge summary|assessment)\b/;

function removal(lens: Lens): LintFinding[] {
  const { lexicon } = lens;
  const { verbs, objects, conclusions } = lexicon.removal;
  for (const [at, text, mentions] of [
    ['title', lens.title, lens.inTitle],
    ['body', lens.stem, lens.inStem],
  ] as const) {
    const verb = [...text.matchAll(phrases(verbs))].find((match) => {
      const from = match.index + match[0].length;
      const rest = text.slice(from, from + 120).split(/[.?!;|\n]/)[0] ?? '';
      const between = BETWEEN.exec(rest)?.[0] ?? '';
      // the object of the verb is the diagnosis or its documentation: "remove the catheter" is care
      const object = from + between.length;
      return (
        has(between, objects) || mentions.some((mention) => mention.start >= from && mention.start <= object + 1) || FROM_RECORD.test(rest)
      );
    });
    const conclusion = hits(text, conclusions)[0];
    const found = verb?.[0] ?? conclusion?.text;
    if (found !== undefined)
      return [
        finding('QL062', 'E', at, `"${found}" decides for the provider. Show both sides and ask for the current assessment and its basis.`),
      ];
  }
  return [];
}

function definitionSets(lens: Lens): LintFinding[] {
  const { lexicon, options } = lens;
  const allowed = options.encounter?.definitionSets ?? [];
  const hit = hits(`${lens.title}\n${lens.stem}`, lexicon.lists.definitions).find(
    (each) => !allowed.some((name) => normalize(name, lexicon) === each.text),
  );
  return hit
    ? [finding('QL063', 'W', 'body', `"${hit.text}" is named, but hospital policy sets no such definition; show the facts only.`)]
    : [];
}

function presentOnAdmission({ draft, lexicon, options }: Lens): LintFinding[] {
  if (draft.purpose !== 'poa' || draft.indicators === null || draft.indicators.length === 0) return [];
  const { lists } = lexicon;
  const facts = [
    ...draft.indicators.map((each) => each.line),
    ...(draft.statements ?? []).map((each) => [each.noteType, each.time, each.quote].join(' ')),
  ];
  const texts = facts.map((each) => normalize(each, lexicon));
  const admitted = admissionDay(draft, options.encounter?.admittedAt);
  const times = [...draft.indicators, ...(draft.statements ?? [])].flatMap((each) => (each.time === null ? [] : [Date.parse(each.time)]));
  let early = texts.some((each) => has(each, lists['admission-words']));
  let late = texts.some((each) => has(each, lists['later-words']));
  if (typeof admitted === 'number') {
    early ||= times.some((each) => each <= admitted + DAY);
    late ||= times.some((each) => each > admitted + DAY);
  } else {
    const days = new Set(facts.flatMap((each) => dayIn(each) ?? []).map(monthDay));
    if (admitted !== null) {
      early ||= days.has(admitted);
      late ||= [...days].some((each) => each !== admitted);
    } else if (days.size > 1 || early || !late) return []; // no admission time to compare with: only words could tell
  }
  if (early && late) return [];
  return [
    finding('QL064', 'E', 'indicators', `Show findings of ${early ? 'the later onset' : 'the time of admission'} beside the others.`),
  ];
}

function causeEffect(lens: Lens): LintFinding[] {
  if (lens.draft.purpose !== 'cause-effect') return [];
  const named = lens.inStem.find(
    (each) => !each.instrument && !each.reported && !isDocumented(lens.documented, each, lens.inStem) && !lens.claimed.has(each.group),
  );
  return named
    ? [finding('QL065', 'W', 'body', `A link is asked for between documented conditions; "${named.text}" is not documented.`)]
    : [];
}

function complication(lens: Lens): LintFinding[] {
  const { draft, lexicon } = lens;
  const asks = draft.purpose === 'complication' || /\bcomplication\s*\?/.test(lens.stem);
  if (!asks) return [];
  const texts = (draft.options ?? []).map((each) => normalize(each.text, lexicon));
  const kinds = new Set((draft.options ?? []).map((each) => each.kind));
  const lacking = Object.entries(lexicon.complicationOptions)
    .filter(
      ([, words]) => !texts.some((text) => has(text, words) && !(words.includes('complication') && /\bnot a complication\b/.test(text))),
    )
    .map(([name]) => name);
  if (!kinds.has('other')) lacking.push('other');
  if (!kinds.has('undetermined')) lacking.push('unable to determine');
  if ((draft.options === null && !lens.isYesNo) || lacking.length === 0) return [];
  return [finding('QL066', 'W', 'options', `The neutral set of answers lacks: ${lacking.join(', ')}.`)];
}

function neutralizing(lens: Lens): LintFinding[] {
  const { verbs, objects } = lens.lexicon.neutralizing;
  const contrary =
    (lens.draft.indicators ?? []).some((each) => each.polarity === 'against' || /\b(?:pre-?op|before)\b/i.test(each.line)) &&
    (lens.draft.indicators ?? []).length > 1;
  const hit = [...lens.stem.matchAll(phrases(verbs))].find((match) => {
    const rest = lens.stem.slice(match.index).split(/[.?!|\n]/)[0] ?? '';
    return has(rest, objects) && !/\bwhether\b|\bif\b|\bor\b/.test(rest);
  });
  return hit && !contrary
    ? [
        finding(
          'QL067',
          'W',
          'body',
          'The text asks to call an adverse event expected; show the facts before and after and offer the neutral answers.',
        ),
      ]
    : [];
}
