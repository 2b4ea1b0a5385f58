import type { Mention } from './diagnoses.ts';
import { finding, type LintFinding } from './finding.ts';
import type { Lens } from './lens.ts';
import type { LintLexicon } from './lexicon.ts';
import { has, phraseSource } from './text.ts';

/** What may stand before a verb that orders: nothing, a stop, "please", "to", "should" ... A noun or a subject there makes it a report. */
const IMPERATIVE =
  /(?:^|[.?!:;,|("\n-]\s*|\b(?:please|pls|kindly|to|you|should|must|would|could|can|and|or|also|then|consider|just|simply|now|never|might|may|need|needs|will|shall|let us|lets|we|by|of|for|recommend|suggest|suggests|request|requesting|appreciate|ensure|sure)\s+)$/;
/** Verbs that are nouns as well: "ED note: pneumonia" quotes. */
const NOUNS = /^(?:note|list|record|state|code)$/;
const CHANGE =
  /\b(?:update|change|upgrade|convert|revise|amend|correct|re-?word)\b[^.?!;|\n]{1,60}\bto\b[\s"':]*(?:(?:a|an|the|read|say|state|reflect|include)\s+)*$/;
const MIDNIGHTS =
  /\b(?:document|write|add|state|note|enter|put)\s+(?:a |an |the |that )?(?:expected |expectation of )?(?:at least )?(?:2|two)[\s-]midnights?\b/;

interface Patterns {
  readonly verb: RegExp;
  readonly passive: RegExp;
  readonly asked: RegExp;
  readonly wanted: RegExp;
}

const compiled = new WeakMap<LintLexicon, Patterns>();

function patternsOf(lexicon: LintLexicon): Patterns {
  const known = compiled.get(lexicon);
  if (known) return known;
  const any = (list: readonly string[]) => list.map(phraseSource).join('|');
  const { lists } = lexicon;
  const fillers = `(?:(?:${any(lists['directive-fillers'])})[\\s"']*){0,6}`;
  const made: Patterns = {
    verb: new RegExp(`(${any(lists.directives)})([\\s:"']*)${fillers}$`),
    passive: new RegExp(`^["']?\\s*(?:${any(lists['directive-passive'])})\\s+(?:${any(lists['directive-done'])})`),
    asked: new RegExp(
      `(?:need|needs|require|requires|request|want|wants|missing|lacking|await|awaiting) (?:\\w+ )?documentation of[\\s"']*${fillers}$`,
    ),
    wanted: new RegExp(`documentation of[\\s"']*${fillers}$`),
  };
  compiled.set(lexicon, made);
  return made;
}

/**
 * QL022: a verb that tells the provider what to write, with the diagnosis as its object, documented or not. Asking for a detail of a
 * documented one ("document sepsis source") is free.
 */
export function directiveFindings(lens: Lens): LintFinding[] {
  const places: readonly (readonly [string, string, readonly Mention[]])[] = [
    ['title', lens.title, lens.inTitle],
    ['body', lens.stem, lens.inStem],
  ];
  const out = places.flatMap(([at, text, mentions]) =>
    mentions
      .filter((mention) => !mention.instrument && !mention.reported && dictates(lens, text, mention, mentions))
      .slice(0, 1)
      .map((mention) =>
        finding(
          'QL022',
          'E',
          at,
          `The text tells the provider to write "${mention.text}". Ask which diagnosis, if any, the findings represent.`,
        ),
      ),
  );
  if (MIDNIGHTS.test(lens.stem))
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

function dictates(lens: Lens, text: string, mention: Mention, mentions: readonly Mention[]): boolean {
  const { verb, passive, asked, wanted } = patternsOf(lens.lexicon);
  const from = Math.max(0, mention.start - 90);
  const before = text.slice(from, mention.start);
  const after = text.slice(mention.end, mention.end + 60);
  if (passive.test(after) || asked.test(before)) return true;
  if (wanted.test(before) && /^[^.?!]{0,20}\b(?:is|would be|will be) (?:needed|required|helpful|requested|appreciated)/.test(after))
    return true;
  if (/\b(?:documented|whether|which)\b[^.?!]{0,20}$/.test(before) || asksForDetail(lens, mention, mentions, after)) return false;
  if (CHANGE.test(before)) return true;
  const match = verb.exec(before);
  if (!match) return false;
  const prefix = before.slice(0, match.index);
  const word = match[1] ?? '';
  const atStart = prefix.trim() === '' ? from === 0 || prefix !== '' : IMPERATIVE.test(prefix);
  if (!atStart && !(prefix === '' && from === 0)) return false;
  // a heading ("Note: sepsis") quotes unless somebody is asked ("please note: sepsis")
  return !(NOUNS.test(word) && /:/.test(match[2] ?? '') && !/\b(?:please|kindly|you)\s+$/.test(prefix));
}

function asksForDetail(lens: Lens, mention: Mention, mentions: readonly Mention[], after: string): boolean {
  const next = (after.split(/[.?!|;,\n]/)[0] ?? '').split(/\s+/).slice(0, 4).join(' ');
  return has(next, lens.lexicon.lists.attributes) && !lens.undocumented(mention, mentions);
}
