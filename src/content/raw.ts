import { type AuthorError, authorErrorText } from '../core/chart/author-error.ts';
import type { Concepts } from '../core/chart/concept.ts';

/** A content file as parsed: `file` is its path below the repository, for messages; `content` is checked by the room that owns its kind. */
export interface RawFile {
  readonly file: string;
  /** File name without its ending: the id of a policy, table or lexicon part. */
  readonly id: string;
  readonly content: unknown;
}

/** The folder of one condition. Cases and checklist are linked by core/checklist; the README is for people. */
export interface RawChecklist {
  readonly id: string;
  readonly checklist: RawFile;
  readonly cases: RawFile | null;
  readonly readme: string | null;
}

/** A hospital: its settings and its code map (a ConceptMap), both optional. */
export interface RawSite {
  readonly id: string;
  readonly site: RawFile | null;
  readonly codes: RawFile | null;
  readonly phrases: RawFile | null;
}

/** Everything under checklists/, read and parsed; only the concepts are checked here. */
export interface Content {
  readonly concepts: Concepts;
  readonly checklists: readonly RawChecklist[];
  readonly policies: readonly RawFile[];
  /** How hospitals work: order of the worklist, second-level review, queries. */
  readonly workflows: readonly RawFile[];
  readonly lexicon: Readonly<Record<string, RawFile>>;
  readonly tables: Readonly<Record<string, RawFile>>;
  readonly sites: readonly RawSite[];
}

/** Wrong content: the message lists every mistake, one a line, each with file and path inside the file. */
export class ContentError extends Error {
  readonly errors: readonly AuthorError[];
  constructor(errors: readonly AuthorError[]) {
    super(errors.map(authorErrorText).join('\n'));
    this.name = 'ContentError';
    this.errors = errors;
  }
}
