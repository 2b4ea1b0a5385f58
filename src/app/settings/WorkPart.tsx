import { useState } from 'preact/hooks';
import { fileNameFor } from '../csv.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { announce } from '../ui/Live.tsx';
import { FileOut } from './FileOut.tsx';
import styles from './Room.module.css';
import { Part } from './RoomFrame.tsx';
import { settingsWords as own } from './words.ts';

const LARGEST_FILE = 8_000_000;

/** A user's own work out as a file, and in again. */
export function WorkPart() {
  const app = useApp();
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [imports, setImports] = useState(false);
  const [text, setText] = useState('');
  const [report, setReport] = useState('');
  const say = (words: string) => {
    setReport(words);
    announce(words);
  };
  const take = async (given: string) => {
    const result = await app.importWork(given);
    say(own.imported(result));
    if (result.ok) setText('');
  };
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) return say(own.refused['too-large']);
    const read = await chosen.text().catch(() => null);
    if (read === null) say(own.unreadable);
    else await take(read);
  };
  return (
    <Part title={own.work}>
      <p>{own.workNote}</p>
      <div class={styles.row}>
        <Button
          look="second"
          onClick={async () => {
            const out = await app.exportWork();
            // The session may have ended while it was put together: then nothing is handed out.
            if (app.stop.value === null) setFile({ name: fileNameFor('work', 'json', new Date().toISOString().slice(0, 10)), text: out });
          }}
        >
          {own.export}
        </Button>
        <Button look="second" expanded={imports} onClick={() => setImports(!imports)}>
          {own.import}
        </Button>
      </div>
      {file && <FileOut {...file} warning={own.workWarning} onClose={() => setFile(null)} />}
      {imports && (
        <div class={`${styles.field} ${styles.wide}`}>
          <Field label={own.importLabel} rows={4} value={text} onInput={setText} />
          <div class={styles.row}>
            <Button look="second" disabled={text.trim() === ''} onClick={() => void take(text)}>
              {own.importDo}
            </Button>
            <input
              type="file"
              aria-label={own.importFile}
              accept=".json,application/json"
              onChange={(event) => {
                void choose(event.currentTarget.files?.[0]);
                event.currentTarget.value = '';
              }}
            />
          </div>
        </div>
      )}
      {report !== '' && <p>{report}</p>}
    </Part>
  );
}
