/// <reference types="vite/client" />

declare module 'virtual:sources' {
  import type { SourceKind } from '../ehr/index.ts';

  /** The sources that the linked checklists need, in the order of reading. Made at build time. */
  const sources: readonly SourceKind[];
  export default sources;
}
