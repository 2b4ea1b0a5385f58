import { isDocumented, mentionsIn } from './diagnoses.ts';
import type { DraftIndicator, DraftOption } from './draft.ts';
import type { Lens } from './lens.ts';
import type { LintLexicon } from './lexicon.ts';
import { has, normalize } from './text.ts';

/** Kinds of indicator (lexicon `indicators`) a text speaks of; empty when it is none we know. */
export function indicatorKinds(text: string, lexicon: LintLexicon): ReadonlySet<string> {
  const read = normalize(text, lexicon);
  return new Set(
    Object.entries(lexicon.indicators)
      .filter(([, words]) => has(read, words))
      .map(([kind]) => kind),
  );
}

export interface OptionSupport {
  /** Whether quoted provider statements name it; 'unknown' when the lexicon does not know the diagnosis. */
  readonly documented: 'yes' | 'no' | 'unknown';
  /** 'none' only when every shown indicator is recognised and none of them is of a kind that could support the diagnosis. */
  readonly shown: 'some' | 'none' | 'unknown';
}

const unknown: OptionSupport = { documented: 'unknown', shown: 'unknown' };

/** What the draft itself shows for a diagnosis option. Careful: where anything is not recognised the answer is 'unknown', never 'none'. */
export function supports(lens: Lens, option: DraftOption): OptionSupport {
  const { lexicon, draft } = lens;
  const mentions = mentionsIn(normalize(option.text, lexicon), lexicon).filter((each) => each.sense === 'affirmed' && !each.instrument);
  const first = mentions[0];
  if (!first) return unknown;
  // an option may sharpen what is documented: the family is what must have been written
  const documented = mentions.some((each) => isDocumented(lens.documented, each, mentions) || lens.documented.has(each.group))
    ? 'yes'
    : 'no';
  const bound = new Set(option.indicatorRefs ?? []);
  const shown = (draft.indicators ?? []).filter((each) => bound.size === 0 || (each.ref !== null && bound.has(each.ref)));
  const entry = lexicon.diagnoses[first.group];
  const specific = [...first.qualifiers].flatMap((each) => entry?.specific?.[each] ?? []);
  const wanted = specific.length > 0 ? specific : entry?.support;
  if (!wanted || shown.length === 0) return { documented, shown: 'unknown' };
  const kinds = shown.map((each) => indicatorKinds(lineOf(each), lexicon));
  if (kinds.some((each) => wanted.some((kind) => each.has(kind)))) return { documented, shown: 'some' };
  return { documented, shown: kinds.every((each) => each.size > 0) ? 'none' : 'unknown' };
}

const lineOf = (indicator: DraftIndicator): string => [indicator.label, indicator.value ?? ''].join(' ');
