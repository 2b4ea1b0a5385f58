export { type AssertionQuestion, assertion } from './assertion.ts';
export { factsFromNotes, type NotesRead } from './facts.ts';
export { compileLexicon, type Lexicon, type LexiconFiles } from './lexicon.ts';
export { type LexiconAdditions, phrasesMistakes, siteLexicon, withAdditions } from './lexicon-site.ts';
export type { Link } from './links.ts';
export { type Mention, mentionsIn } from './mentions.ts';
export { plainText, textOf, textOfNote } from './plain-text.ts';
export type { Assertion, Status } from './status.ts';
