import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { isTitleDocumented } from '../prompt-life.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Lists.module.css';

/** One click to the page of each condition that stands in the record. A condition nobody documented is not offered: its name would suggest it. */
export function EssentialsLinks({ review }: { readonly review: Review }) {
  const app = useApp();
  const named = review.checklists.filter(({ id, stage }) => stage !== 'retired' && isTitleDocumented(review, id));
  if (named.length === 0) return null;
  return (
    <section class={styles.essentials} aria-label={words.rules.essentials}>
      <span class="meta">{words.rules.essentials}</span>
      {named.map(({ id, title }) => (
        <Button
          key={id}
          dense
          icon="note"
          onClick={() => {
            app.over.value = { room: 'rules', checklist: id, entry: null, page: 'essentials' };
          }}
        >
          {title}
        </Button>
      ))}
    </section>
  );
}
