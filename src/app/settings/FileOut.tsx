import { useRef, useState } from 'preact/hooks';
import { type CopyOutcome, copyText } from '../clipboard.ts';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import styles from './Room.module.css';
import { settingsWords } from './words.ts';

const said = (outcome: CopyOutcome): string =>
  outcome === 'selected' ? settingsWords.file.refused : outcome === 'command' ? settingsWords.file.copiedUnsure : settingsWords.file.copied;

/**
 * A file to take along: offered as a download and always shown as text too, since the frame of an EHR may forbid downloads without a word. `warning`: what
 * the file holds.
 */
export function FileOut({
  name,
  text,
  warning,
  onClose,
}: {
  readonly name: string;
  readonly text: string;
  readonly warning: string;
  readonly onClose: () => void;
}) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [report, setReport] = useState('');
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: name.endsWith('.csv') ? 'text/csv' : 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setReport(settingsWords.file.saved(name));
    announce(settingsWords.file.saved(name));
  };
  const copy = async () => {
    const outcome = await copyText(text, box.current);
    setReport(said(outcome));
    announce(said(outcome));
  };
  return (
    <section class={`${styles.part} ${styles.wide}`} aria-label={settingsWords.file.title}>
      <p>{warning}</p>
      <div class={styles.row}>
        <Button look="primary" onClick={save}>
          {settingsWords.file.save}
        </Button>
        <Button look="second" icon="copy" onClick={() => void copy()}>
          {settingsWords.file.copy}
        </Button>
        <Button onClick={onClose}>{settingsWords.file.close}</Button>
      </div>
      {report !== '' && <p class="meta">{report}</p>}
      <textarea ref={box} readOnly class={styles.text} aria-label={name} value={text} rows={8} />
    </section>
  );
}
