import type { Concepts } from '../chart/concept.ts';
import { NO_SITE, type Site, siteFrom } from '../chart/site.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { type LintLexicon, readLexicon, withConcepts } from '../lint/index.ts';
import { compileLexicon, type Lexicon, type LexiconFiles } from '../notes/lexicon.ts';
import { siteLexicon } from '../notes/lexicon-site.ts';

/** The clinical content, linked and checked: plain JSON that the build ships and the command compiles on the spot. */
export interface ReviewContent {
  readonly concepts: Concepts;
  /** Policy id -> the checklists it changes, in order of id; `base` has all. Read it through `checklistsUnder`. */
  readonly checklists: Readonly<Record<string, readonly LinkedChecklist[]>>;
  readonly lexicon: LexiconFiles;
  readonly lint: unknown;
  /** What a policy is called, and why it changes each checklist. For reading, never for evaluation. */
  readonly policies?: Readonly<Record<string, { readonly title: string; readonly because: Readonly<Record<string, string>> }>>;
  readonly sites: Readonly<Record<string, { readonly settings: unknown; readonly codes: unknown; readonly phrases?: unknown }>>;
}

/** Every checklist as it is under a policy; null for a policy that the content does not hold. What the policy leaves alone is as in `base`. */
export function checklistsUnder(content: Pick<ReviewContent, 'checklists'>, policy: string): readonly LinkedChecklist[] | null {
  const changed = Object.hasOwn(content.checklists, policy) ? content.checklists[policy] : undefined;
  if (!changed) return null;
  return (content.checklists.base ?? []).map((base) => changed.find(({ id }) => id === base.id) ?? { ...base, policy });
}

/** The content as a review uses it: lexicons spelled out, sites read. Made once and kept; some 20 ms. */
export interface Toolkit {
  readonly content: ReviewContent;
  readonly lexicon: Lexicon;
  /** The lexicon with what a site's phrases.yaml adds; the plain one for a site without such a file, or unknown. Made when first asked for. */
  readonly lexiconOf: (site: string) => Lexicon;
  readonly lint: LintLexicon;
  readonly site: (id: string) => Site | null;
}

const kits = new WeakMap<ReviewContent, Toolkit>();

/** The toolkit of a content; the same object for the same content. `site` gives null for a site the content does not hold. */
export function toolkitOf(content: ReviewContent): Toolkit {
  const known = kits.get(content);
  if (known) return known;
  const sites = new Map<string, Site | null>([['', NO_SITE]]);
  const lexicon = compileLexicon(content.lexicon, content.concepts);
  const lexicons = new Map<string, Lexicon>();
  const kit: Toolkit = {
    content,
    lexicon,
    lexiconOf: (site) => {
      const phrases = Object.hasOwn(content.sites, site) ? content.sites[site]?.phrases : undefined;
      if (phrases === undefined || phrases === null) return lexicon;
      const made = lexicons.get(site) ?? compileLexicon(siteLexicon(content.lexicon, phrases), content.concepts);
      lexicons.set(site, made);
      return made;
    },
    lint: withConcepts(readLexicon(content.lint), content.concepts),
    site: (id) => {
      if (!sites.has(id)) {
        const raw = Object.hasOwn(content.sites, id) ? content.sites[id] : undefined;
        const file = (part: unknown) => (part === null || part === undefined ? null : { file: id, content: part });
        sites.set(id, raw ? siteFrom(id, file(raw.settings), file(raw.codes), content.concepts).site : null);
      }
      return sites.get(id) ?? null;
    },
  };
  kits.set(content, kit);
  return kit;
}
