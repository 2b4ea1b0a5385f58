import { useEffect, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { type PageToGuard, pageFault } from './guard.ts';

/** How long after the last change a page is judged again: not at every letter. */
const REST_MS = 150;

/** Why the page on screen must not leave, kept up to date while it stands; null: nothing is known against it. For ways out that ask nobody, as the browser's own. */
export function usePageFault(review: Review, page: PageToGuard): string | null {
  const app = useApp();
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      void pageFault(app, review, page).then((found) => {
        if (isLatest) setFault(found);
      });
    }, REST_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [app, review, page.id, page.text]);
  return fault;
}
