import type { Mention } from './diagnoses.ts';
import { directiveFindings } from './directive.ts';
import { finding, type LintFinding } from './finding.ts';
import { inStatements, type Lens } from './lens.ts';
import { has, hits, sentences } from './text.ts';

/** QL020-QL023: the words must not carry the answer. */
export function leadingFindings(lens: Lens): LintFinding[] {
  return [...title(lens), ...stem(lens), ...directiveFindings(lens), ...persuasion(lens)];
}

function unique(mentions: readonly Mention[]): Mention[] {
  const seen = new Set<number>();
  return mentions.filter((each) => !seen.has(each.start) && seen.add(each.start));
}

/** In a title even the name of a screen leads, and so does a code. */
export function titleFindings(rule: string, severity: 'E' | 'W', lens: Lens): LintFinding[] {
  const named = unique(lens.inTitle.filter((mention) => mention.instrument || !inTitleAllowed(lens, mention)));
  const out = named
    .filter((mention) => !inTitleAllowed(lens, mention))
    .map((mention) =>
      finding(rule, severity, 'title', `The title names "${mention.text}", which no provider has documented in this stay.`),
    );
  const code = /(?<![a-z0-9])[a-tv-z]\d[0-9a-z]\.\d[0-9a-z]{0,3}(?![a-z0-9])/.exec(lens.title);
  if (code) out.push(finding(rule, severity, 'title', 'The title carries a diagnosis code.'));
  return out;
}

const inTitleAllowed = (lens: Lens, mention: Mention): boolean => !lens.undocumented(mention, lens.inTitle);

const title = (lens: Lens): LintFinding[] => titleFindings('QL020', 'E', lens);

function stem(lens: Lens): LintFinding[] {
  const named = unique(lens.inStem).filter(
    (mention) =>
      !mention.instrument &&
      !mention.reported &&
      !mention.context &&
      !isBackground(lens, mention) &&
      lens.undocumented(mention, lens.inStem),
  );
  const out = named.map((mention) =>
    finding(
      'QL021',
      'E',
      'body',
      `The text names "${mention.text}", which no provider has documented in this stay. Say what was found or treated instead.`,
    ),
  );
  const unbacked =
    lens.draft.statements === null
      ? undefined
      : unique(lens.inStem).find(
          (mention) =>
            lens.claimed.has(mention.group) &&
            !lens.documented.has(mention.group) &&
            !inStatements(lens, mention) &&
            mention.sense === 'affirmed',
        );
  if (unbacked && out.length === 0)
    out.push(finding('QL021', 'W', 'body', `The text says "${unbacked.text}" is documented, but no quoted statement shows it.`));
  return out;
}

/** "Past history of stroke" in a sentence that asks nothing: background, not the answer. */
const isBackground = (lens: Lens, mention: Mention): boolean => {
  if (mention.sense !== 'historical') return false;
  const sentence = sentences(lens.stem).find((each) => mention.start >= each.start && mention.start < each.end);
  return (
    sentence !== undefined &&
    !sentence.text.endsWith('?') &&
    !/\b(?:given|due to|because|please|document|clarify|carry)\b/.test(sentence.text)
  );
};

function persuasion(lens: Lens): LintFinding[] {
  const { lists } = lens.lexicon;
  const out: LintFinding[] = [];
  const allowed =
    lens.draft.purpose === 'substantiate-report' || lens.draft.purpose === 'resolve-conflict' ? lists['agreement-with-report'] : [];
  const places: readonly (readonly [string, string, readonly Mention[]])[] = [
    ['title', lens.title, lens.inTitle],
    ['body', lens.stem, lens.inStem],
  ];
  for (const [at, text, mentions] of places) {
    for (const sentence of sentences(text)) {
      const read = sentence.text;
      if (has(read, allowed)) continue;
      const plainCue = hits(read, lists.persuasion).filter(
        (hit) => !(hit.text.startsWith('clearly') && has(read, lists['careful-writing'])),
      )[0];
      const named = mentions.find(
        (each) =>
          each.start >= sentence.start &&
          each.start < sentence.end &&
          !each.instrument &&
          !each.reported &&
          lens.undocumented(each, mentions),
      );
      const joined = named ? hits(read, lists['persuasion-with-diagnosis']).filter((hit) => asserts(read, hit.text))[0] : undefined;
      const cue = plainCue ?? joined;
      if (cue) out.push(finding('QL023', 'E', at, `"${cue.text}" steers the answer. State the findings and ask an open question.`));
    }
    const bare = /(?:^|[.\n]\s*)(?:pt|patient|this|is this|is it)\s+(?:is\s+)?([a-z -]{3,40})\?/.exec(text);
    if (bare && out.length === 0 && lens.draft.format !== 'yes-no') {
      const named = mentions.find(
        (each) => each.start >= bare.index && each.start < bare.index + bare[0].length && lens.undocumented(each, mentions),
      );
      if (named) out.push(finding('QL023', 'E', at, `The question offers "${named.text}" as the answer.`));
    }
  }
  return out;
}

/** "not likely", "supports" as a noun of care ("supports started") do not argue. */
const asserts = (sentence: string, cue: string): boolean =>
  !new RegExp(`\\b(?:oxygen|respiratory|ventilatory|pressor) ${cue.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`).test(sentence);
