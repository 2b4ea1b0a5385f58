import type { NoteType } from '../chart/fact.ts';
import { type Reach, reachIn } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import { type ListHeads, listHeads } from './list-heads.ts';
import { type Section, sectionAt, sectionsOf } from './sections.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A note's text taken apart: what every reader of it shares. */
export interface ReadText {
  readonly text: string;
  readonly type: NoteType;
  readonly tokens: readonly Token[];
  readonly sections: readonly Section[];
  readonly sentences: readonly Sentence[];
  readonly heads: ListHeads;
  readonly lexicon: Lexicon;
}

/** Tokens, sections and sentences of a note. A section's header ends the sentence before it. Linear in the length of the text. */
export function readText(text: string, type: NoteType, lexicon: Lexicon): ReadText {
  const tokens = tokensOf(text, lexicon.same);
  const sections = sectionsOf(text, tokens, lexicon);
  const sentences = sentencesOf(text, tokens, lexicon.sentenceWords).flatMap((sentence) => splitAtHeaders(sentence, tokens, sections));
  return { text, type, tokens, sections, sentences, heads: listHeads(text, tokens, sentences, lexicon), lexicon };
}

function splitAtHeaders(sentence: Sentence, tokens: readonly Token[], sections: readonly Section[]): Sentence[] {
  const first = tokens[sentence.from] as Token;
  const last = tokens[sentence.to - 1] as Token;
  if (sectionAt(sections, first.start) === sectionAt(sections, last.start) && sectionAt(sections, first.start).body <= first.start)
    return [sentence];
  const parts: Sentence[] = [];
  let from = sentence.from;
  for (let i = sentence.from + 1; i <= sentence.to; i += 1) {
    const token = tokens[i];
    const previous = tokens[i - 1] as Token;
    const here = token && i < sentence.to ? sectionAt(sections, token.start) : null;
    const before = sectionAt(sections, previous.start);
    // Cut where a section begins, and between a header and its text.
    const cut = here === null || here !== before || (previous.start < here.body && (token as Token).start >= here.body);
    if (cut) {
      parts.push({ from, to: i });
      from = i;
    }
  }
  return parts;
}

/** The cues of a sentence and where they can reach. */
export function reachOf(read: ReadText, sentence: Sentence): Reach {
  const reach = reachIn(read.tokens, sentence, read.lexicon);
  const head = read.heads.get(sentence.from);
  return head ? { ...reach, head } : reach;
}
