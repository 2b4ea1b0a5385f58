import { useRef, useState } from 'preact/hooks';
import { copyText } from '../clipboard.ts';
import { useApp } from '../model.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import styles from './Simulator.module.css';
import { simulatorWords } from './words.ts';

/** The two files for sign-off. The summary stands as text; so does the copy, in its own box above. */
export function OutPart({
  id,
  version,
  yaml,
  summary,
}: {
  readonly id: string;
  readonly version: string;
  readonly yaml: string;
  readonly summary: string;
}) {
  const app = useApp();
  const { out: say, checklist } = simulatorWords;
  const box = useRef<HTMLTextAreaElement>(null);
  const [report, setReport] = useState('');
  const tell = (text: string) => {
    setReport(text);
    announce(text);
  };
  const save = (name: string, text: string, type: string) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    app.audit('exported', `checklist:${id}`);
    tell(say.saved(name));
  };
  const copy = async () => {
    const outcome = await copyText(summary, box.current);
    app.audit('copied', `checklist:${id}`, outcome === 'selected' ? 'failed' : 'ok');
    tell(outcome === 'selected' ? say.refused : (outcome === 'command' ? say.copiedUnsure : say.copied)(summary.length));
  };
  return (
    <Part title={say.title}>
      <div class={styles.row}>
        <Button look="primary" onClick={() => save(`checklist-${id}-${version}.yaml`, yaml, 'application/yaml')}>
          {checklist.save}
        </Button>
        <Button look="second" onClick={() => save(`change-${id}-${version}.txt`, summary, 'text/plain')}>
          {say.saveSummary}
        </Button>
        <Button look="second" icon="copy" onClick={() => void copy()}>
          {say.copySummary}
        </Button>
      </div>
      {report !== '' && <p class="meta">{report}</p>}
      <p class="meta">{say.summaryMore}</p>
      <textarea ref={box} class={styles.summary} readOnly rows={14} aria-label={say.summary} value={summary} />
    </Part>
  );
}
