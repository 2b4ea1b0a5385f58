import { useEffect } from 'preact/hooks';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import { words } from '../words.ts';
import styles from './UndoBar.module.css';

const UNDO_MS = 10_000;

/** One undo for ten seconds after a prompt was closed or put off; what it says also stands in the list of done prompts. */
export function UndoBar() {
  const app = useApp();
  const undoable = app.undoable.value;
  useEffect(() => {
    if (!undoable) return undefined;
    announce(undoable.text);
    const timer = setTimeout(() => {
      app.undoable.value = null;
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [undoable, app]);
  if (!undoable) return null;
  return (
    <div class={`${styles.bar} no-print`}>
      <span>{undoable.text}</span>
      <Button
        look="second"
        onClick={() => {
          app.undoable.value = null;
          undoable.undo();
        }}
      >
        {words.undo}
      </Button>
    </div>
  );
}
