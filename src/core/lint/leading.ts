import type { Mention } from './diagnoses.ts';
import { finding, type LintFinding } from './finding.ts';
import { inStatements, type Lens } from './lens.ts';
import { has, hits, phraseSource, sentences } from './text.ts';

/** QL020-QL023: the words must not carry the answer. */
export function leadingFindings(lens: Lens): LintFinding[] {
  return [...title(lens), ...stem(lens), ...directives(lens), ...persuasion(lens)];
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

/** A verb that tells the provider what to write, with the diagnosis as its object; asking for a detail of a documented one is free. */
function directives(lens: Lens): LintFinding[] {
  const { lexicon } = lens;
  const { lists } = lexicon;
  const fillers = `(?:(?:${lists['directive-fillers'].map(phraseSource).join('|')})[\\s"']*){0,6}`;
  const verb = new RegExp(`(?:${lists.directives.map(phraseSource).join('|')})[\\s:"']*${fillers}$`);
  const passive = new RegExp(
    `^["']?\\s*(?:${lists['directive-passive'].map(phraseSource).join('|')})\\s+(?:${lists['directive-done'].map(phraseSource).join('|')})`,
  );
  const change =
    /\b(?:update|updated|change|changed|upgrade|convert|revise|amend|correct|re-?word)\b[^.?!;|\n]{1,60}\bto\b[\s"':]*(?:(?:a|an|the|read|say|state|reflect|include)\s+)*$/;
  const asked = new RegExp(
    `(?:need|needs|require|requires|request|want|wants|missing|lacking|await|awaiting) (?:\\w+ )?documentation of[\\s"']*${fillers}$`,
  );
  const wanted = new RegExp(`documentation of[\\s"']*${fillers}$`);
  const places: readonly (readonly [string, string, readonly Mention[]])[] = [
    ['title', lens.title, lens.inTitle],
    ['body', lens.stem, lens.inStem],
  ];
  const out: LintFinding[] = [];
  for (const [at, text, mentions] of places) {
    for (const mention of unique(mentions)) {
      const before = text.slice(Math.max(0, mention.start - 90), mention.start);
      const after = text.slice(mention.end, mention.end + 60);
      if (mention.instrument || mention.reported) continue;
      const detail =
        has(
          after
            .split(/[.?!|;,\n]/)[0]
            ?.split(/\s+/)
            .slice(0, 4)
            .join(' ') ?? '',
          lists.attributes,
        ) && !lens.undocumented(mention, mentions);
      const orders =
        (verb.test(before) || change.test(before)) &&
        !/\b(?:documented|whether|which)\b[^.?!]{0,20}$/.test(before) &&
        !detail &&
        !startsInfinitiveOfRecord(before);
      if (
        orders ||
        passive.test(after) ||
        asked.test(before) ||
        (wanted.test(before) && /^[^.?!]{0,20}\b(?:is|would be|will be) (?:needed|required|helpful|requested|appreciated)/.test(after))
      )
        out.push(
          finding(
            'QL022',
            'E',
            at,
            `The text tells the provider to write "${mention.text}". Ask which diagnosis, if any, the findings represent.`,
          ),
        );
    }
  }
  const status =
    /\b(?:document|write|add|state|note|enter|put)\s+(?:a |an |the |that )?(?:expected |expectation of )?(?:at least )?(?:2|two)[\s-]midnights?\b/.exec(
      lens.stem,
    );
  if (status)
    out.push(
      finding(
        'QL022',
        'E',
        'body',
        'The text tells the provider what expectation to write. Ask how long hospital care is expected, and why.',
      ),
    );
  return out;
}

/** "Problem list: sepsis", "diagnoses include pneumonia" report what stands there; they order nothing. */
const startsInfinitiveOfRecord = (before: string): boolean =>
  /\b(?:diagnoses|notes|problems|assessment|records|providers?|dr\.? \w+|they|she|he|which)\s+(?:include|list|note|record|state)s?\s[^.?!]*$/.test(
    before,
  );

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
        (each) => each.start >= sentence.start && each.start < sentence.end && !each.instrument && lens.undocumented(each, mentions),
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
