import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { decided } from './decision.ts';
import { type PageId, PrintPage } from './PrintPage.tsx';
import { headOf, pageText, partsOf } from './page-text.ts';
import { urWords } from './words.ts';

/** What the board hands to either page. */
export interface PageProps {
  readonly review: Review;
  readonly brief: Brief;
  readonly prints: boolean;
  readonly onPrinted: () => void;
  readonly onShow: (page: PageId) => void;
  readonly onBack: () => void;
}

/** The brief: timeline, facts, what was not found, the open question, and the decision with its reason. */
export function BriefPage({ review, brief, ...way }: PageProps) {
  const app = useApp();
  const head = headOf(review, app.identity.value, app.session.userName);
  const made = decided(review, app.kept.value);
  const parts = partsOf(brief, made);
  const { title } = urWords.brief;
  const own = [{ place: urWords.brief.decision, text: made?.reason ?? '' }];
  const page = { id: 'brief' as const, title, question: brief.question.text, head, parts, text: pageText(head, parts), own };
  return <PrintPage review={review} page={page} {...way} />;
}
