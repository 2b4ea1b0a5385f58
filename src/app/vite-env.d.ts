/// <reference types="vite/client" />

declare module 'virtual:sources' {
  import type { SourceKind } from '../ehr/index.ts';

  /** The sources that the linked checklists need, in the order of reading. Made at build time. */
  const sources: readonly SourceKind[];
  export default sources;
}

declare module 'virtual:concepts' {
  import type { Concepts } from '../core/chart/concept.ts';

  /** Names, families and units of the concepts, without codes and phrases: what is needed to write a fact on a screen. */
  const concepts: Concepts;
  export default concepts;
}

declare module 'virtual:citations' {
  import type { Citations } from './model.ts';

  /** What each checklist cites, by the id its criteria use. */
  const citations: Citations;
  export default citations;
}

declare module 'virtual:packs' {
  import type { Packs } from '../ehr/site.ts';

  /** The policies, sites and workflows that site.json may name. */
  const packs: Packs;
  export default packs;
}

declare module 'virtual:workflow' {
  import type { Workflow } from '../core/worklist/workflow.ts';

  /** The hospital's workflows by name; site.json names one (`workflow`). Plain JSON, linked and checked at build time. */
  const workflows: Readonly<Record<string, Workflow>>;
  export default workflows;
}

declare module 'virtual:author' {
  import type { AuthorFiles } from '../content/author.ts';

  /** The checklists of this build as their owners wrote them, and its policies. Only for the room where a checklist is edited. */
  const author: AuthorFiles;
  export default author;
}
