declare module 'virtual:content' {
  import type { ReviewContent } from '../core/review/index.ts';

  /** The linked content of `checklists/`, compiled at build time. */
  const content: ReviewContent;
  export default content;
}
