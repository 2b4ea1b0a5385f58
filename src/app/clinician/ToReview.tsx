import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import type { Corrected } from './corrected.ts';

/** Facts of a draft that the record has corrected since it was begun, and the one way on: to say that they were looked at. */
export function ToReview({ corrected, onReviewed }: { readonly corrected: readonly Corrected[]; readonly onReviewed: () => void }) {
  if (corrected.length === 0) return null;
  const action = (
    <Button look="second" onClick={onReviewed}>
      {words.compose.reviewed}
    </Button>
  );
  return (
    <Banner state="look" action={action}>
      {words.compose.corrected} {corrected.map(({ line }) => [line.label, line.value, line.unit].filter(Boolean).join(' ')).join('; ')}
    </Banner>
  );
}
