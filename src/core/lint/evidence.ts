import { mentionsIn } from './diagnoses.ts';
import type { DraftIndicator } from './draft.ts';
import { finding, type LintFinding } from './finding.ts';
import type { Lens } from './lens.ts';
import { mixedUnits, unitMissing } from './quantity.ts';
import { type Hit, has, hits, normalize } from './text.ts';
import { dayIn } from './when.ts';

/** QL042-QL049 as far as the draft alone tells: what is quoted is pertinent, affirmed, short, and in one unit. */
export function evidenceFindings(lens: Lens): LintFinding[] {
  return [
    ...balance(lens),
    ...priorFacts(lens),
    ...priorDiagnosisOnly(lens),
    ...artifacts(lens),
    ...negatedSupport(lens),
    ...copies(lens),
    ...quotes(lens),
    ...units(lens),
  ];
}

function balance({ draft, options }: Lens): LintFinding[] {
  const known =
    options.encounter?.against ??
    (Array.isArray(draft.raw.against) ? draft.raw.against.filter((each): each is string => typeof each === 'string') : []);
  const shown = new Set((draft.indicators ?? []).flatMap((each) => each.ref ?? []));
  const missing = known.filter((ref) => !shown.has(ref));
  if (missing.length === 0 || draft.indicators === null) return [];
  return [
    finding(
      'QL042',
      'W',
      'indicators',
      `${missing.length} known ${missing.length === 1 ? 'finding that speaks' : 'findings that speak'} against ${missing.length === 1 ? 'is' : 'are'} not shown.`,
    ),
  ];
}

const isPrior = (indicator: DraftIndicator, lens: Lens): boolean =>
  indicator.scope === 'prior' ||
  (indicator.scope === null &&
    has(
      normalize(indicator.label, lens.lexicon),
      lens.lexicon.lists['prior-words'].filter((each) => each !== 'baseline'),
    ));

function priorFacts(lens: Lens): LintFinding[] {
  const { draft, lexicon } = lens;
  const indicators = draft.indicators ?? [];
  const prior = indicators.filter((each) => each.scope === 'prior');
  const out = indicators.flatMap((each, index) => {
    if (each.scope !== 'prior') return [];
    const text = normalize(each.line, lexicon);
    const lacking = [
      ...(each.time !== null || dayIn(each.line) !== null || /\b(?:19|20)\d{2}\b/.test(each.line) ? [] : ['its date']),
      ...(has(text, lexicon.lists['prior-words']) ? [] : ['the word "prior"']),
      ...(each.relevance !== null ? [] : ['why it matters now']),
    ];
    return lacking.length === 0
      ? []
      : [finding('QL043', 'W', `indicators[${index}]`, `A finding of an earlier encounter also says ${lacking.join(', ')}.`)];
  });
  if (prior.length > 0 && prior.length * 2 > indicators.length)
    out.push(finding('QL043', 'W', 'indicators', 'More than half of the indicators are from earlier encounters.'));
  return out;
}

function priorDiagnosisOnly(lens: Lens): LintFinding[] {
  const { draft, lexicon } = lens;
  const indicators = draft.indicators ?? [];
  if (indicators.length === 0) return [];
  const all = indicators.every((each) => {
    const text = normalize([each.label, each.value ?? ''].join(' '), lexicon);
    const named = mentionsIn(text, lexicon);
    return named.length > 0 && (isPrior(each, lens) || named.every((mention) => mention.sense === 'historical'));
  });
  return all
    ? [finding('QL044', 'E', 'indicators', 'A diagnosis of an earlier encounter alone is no indicator; show what is found now.')]
    : [];
}

function artifacts({ draft, lexicon }: Lens): LintFinding[] {
  const { lists } = lexicon;
  const texts = (draft.indicators ?? []).map((each) =>
    normalize(
      [
        each.line,
        ...Object.values(each.raw)
          .flat()
          .filter((value) => typeof value === 'string'),
      ].join(' | '),
      lexicon,
    ),
  );
  const doubtful = texts.map((text) => has(text, lists.artifact) && !has(text, lists['artifact-free']));
  return texts.flatMap((text, index) => {
    if (doubtful[index])
      return [finding('QL045', 'W', `indicators[${index}]`, 'This value may be an artefact; use a repeat value or say so.')];
    const flags = draft.indicators?.[index]?.raw.flags;
    const device = Array.isArray(flags) && flags.includes('point-of-care');
    if (device && !has(text.replace(/\bpoint-of-care\b(?=[^|]*$)/, ''), lists['point-of-care-labelled']))
      return [finding('QL045', 'W', `indicators[${index}]`, 'Say that this is a point-of-care value.')];
    return [];
  });
}

function negatedSupport(lens: Lens): LintFinding[] {
  const { draft, lexicon } = lens;
  const out: LintFinding[] = [];
  (draft.indicators ?? []).forEach((indicator, index) => {
    if (indicator.polarity === 'against' || indicator.polarity === 'neutral') return;
    const value = normalize(indicator.value ?? (indicator.sentence ? indicator.line : ''), lexicon);
    if (value === '' || /^[\d<>=.,\s]+$/.test(value)) return;
    const label = normalize(indicator.label, lexicon)
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 3);
    const strong = hits(value, lexicon.lists['denial-strong'])[0] ?? supposed(value);
    const weak = hits(value, lexicon.lists.negation).find((hit) => {
      const scope = value.slice(hit.end).split(/[.;,]/)[0]?.split(/\s+/).slice(0, 7).join(' ') ?? '';
      return !indicator.sentence && label.some((word) => scope.includes(word));
    });
    if (
      (strong && indicator.polarity === 'supports') ||
      (strong && label.some((word) => value.slice(strong.end).includes(word))) ||
      weak ||
      (strong && indicator.sentence && value.trim().startsWith(strong.text))
    )
      out.push(finding('QL046', 'E', `indicators[${index}]`, 'The text quoted denies, supposes or recalls this; it does not support.'));
  });
  const statements = draft.statements ?? [];
  const senses = statements.map((each) => mentionsIn(normalize(each.quote, lexicon), lexicon).filter((mention) => !mention.instrument));
  const named = senses.filter((each) => each.length > 0);
  const relied = draft.purpose === 'clinical-validation' || (draft.options ?? []).some((each) => each.alreadyDocumented === true);
  if (relied && named.length > 0 && named.every((each) => each.every((mention) => mention.sense !== 'affirmed')))
    out.push(
      finding('QL046', 'E', 'documentedStatements', 'The statements quoted as documentation deny, suppose or recall the diagnosis.'),
    );
  return out;
}

/** "If hypotension develops, start pressors": a plan for what may come. */
function supposed(value: string): Hit | undefined {
  const match = /^["\s]*(?:if|should)\b|\bif\b[^.;]{0,40}\b(?:worsens?|develops?|recurs?|occurs?|persists?)\b/.exec(value);
  return match ? { text: match[0], start: match.index, end: match.index + match[0].length } : undefined;
}

function copies({ draft, lexicon }: Lens): LintFinding[] {
  const seen = new Map<string, number>();
  const texts = [
    ...(draft.statements ?? []).map((each) => each.quote),
    ...(draft.indicators ?? []).flatMap((each) => (each.value !== null && each.value.length > 20 ? [each.value] : [])),
  ];
  for (const text of texts) {
    const same = normalize(text, lexicon)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
    seen.set(same, (seen.get(same) ?? 0) + 1);
  }
  return [...seen.values()].some((count) => count >= 3)
    ? [
        finding(
          'QL047',
          'W',
          'documentedStatements',
          'The same sentence is quoted from several notes: quote it once, with its first author and time.',
        ),
      ]
    : [];
}

function quotes({ draft }: Lens): LintFinding[] {
  return (draft.statements ?? []).flatMap((each, index) => {
    const lacking = [
      ...(each.quote.length > 300 ? ['is longer than 300 characters'] : []),
      ...(each.author === null ? ['has no author'] : []),
      ...(each.time === null ? ['has no time'] : []),
    ];
    return lacking.length === 0 ? [] : [finding('QL048', 'W', `documentedStatements[${index}]`, `The quote ${lacking.join(', ')}.`)];
  });
}

function units({ draft, lexicon }: Lens): LintFinding[] {
  const indicators = draft.indicators ?? [];
  const out = indicators.flatMap((each, index) =>
    unitMissing(each, lexicon) ? [finding('QL049', 'E', `indicators[${index}].unit`, 'The value has no unit.')] : [],
  );
  for (const label of mixedUnits(indicators, lexicon))
    out.push(finding('QL049', 'E', 'indicators', `"${label}" is given in more than one unit; use one.`));
  return out;
}
