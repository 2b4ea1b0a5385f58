import { useEffect } from 'preact/hooks';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import styles from './UndoBar.module.css';
import { shellWords } from './words.ts';

/** Two windows wrote one draft: both texts are there until the user says which one stays. `onTheirs`: what is on screen holds the other one no more. */
export function ClashBar({ onTheirs }: { readonly onTheirs: () => void }) {
  const app = useApp();
  const clash = app.clash.value;
  useEffect(() => {
    if (clash) announce(shellWords.clash.text);
  }, [clash]);
  if (!clash) return null;
  return (
    <section class={`${styles.bar} no-print`} aria-label={shellWords.clash.text}>
      <span>{shellWords.clash.text}</span>
      <Button
        look="second"
        onClick={() => {
          app.settleClash('mine');
          announce(shellWords.clash.kept);
        }}
      >
        {shellWords.clash.mine}
      </Button>
      <Button
        look="second"
        onClick={() => {
          app.settleClash('theirs');
          onTheirs();
          announce(shellWords.clash.used);
        }}
      >
        {shellWords.clash.theirs}
      </Button>
    </section>
  );
}
