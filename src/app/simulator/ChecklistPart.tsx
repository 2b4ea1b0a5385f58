import { useState } from 'preact/hooks';
import type { AuthorFiles } from '../../content/author.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Simulator.module.css';
import { linesThatDiffer } from './text-lines.ts';
import type { Checked, Copy } from './use-edit.ts';
import { simulatorWords } from './words.ts';

/** The copy: chosen from the build or opened from a file, edited as text, checked as it is typed. */
export function ChecklistPart({
  author,
  copy,
  checked,
  onCopy,
}: {
  readonly author: AuthorFiles;
  readonly copy: Copy | null;
  readonly checked: Checked;
  readonly onCopy: (copy: Copy | null) => void;
}) {
  const { checklist: say } = simulatorWords;
  const [fault, setFault] = useState('');
  const chosen = author.checklists.find(({ file }) => file === copy?.file);
  const open = async (file: File | undefined) => {
    if (!file) return;
    try {
      const text = (await file.text()).replace(/^\uFEFF/, '');
      const id = /^id:\s*["']?([\w-]+)/m.exec(text)?.[1];
      const own = author.checklists.find((each) => each.id === id);
      setFault('');
      onCopy({ file: own?.file ?? file.name, text, base: own?.text ?? '' });
    } catch {
      setFault(say.unreadable(file.name));
    }
  };
  const lines = copy ? linesThatDiffer(copy.base, copy.text) : null;
  return (
    <Part title={say.title}>
      <div class={styles.row}>
        <label class={styles.field}>
          <span>{say.choose}</span>
          <select
            class={styles.select}
            value={chosen?.id ?? ''}
            onChange={(event) => {
              const own = author.checklists.find(({ id }) => id === event.currentTarget.value);
              onCopy(own ? { file: own.file, text: own.text, base: own.text } : null);
            }}
          >
            <option value="">{say.none}</option>
            {author.checklists.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class={styles.field}>
          <span>{say.load}</span>
          <input
            class={styles.file}
            type="file"
            accept=".yaml,.yml"
            onChange={(event) => {
              void open(event.currentTarget.files?.[0]);
            }}
          />
        </label>
      </div>
      {fault !== '' && <Banner state="stop">{fault}</Banner>}
      {copy && (
        <>
          <label class={`${styles.field} ${styles.wide}`}>
            <span>{say.text}</span>
            <textarea
              class={styles.yaml}
              rows={18}
              spellcheck={false}
              value={copy.text}
              onInput={(event) => onCopy({ ...copy, text: event.currentTarget.value })}
            />
          </label>
          <p class="meta">{lines && lines.added + lines.gone > 0 ? say.changed(lines.added, lines.gone) : say.same}</p>
          {chosen && copy.text !== copy.base && (
            <Button dense look="second" onClick={() => onCopy({ ...copy, text: copy.base })}>
              {say.back}
            </Button>
          )}
        </>
      )}
      <CheckReport checked={checked} />
    </Part>
  );
}

function CheckReport({ checked }: { readonly checked: Checked }) {
  const { checklist: say } = simulatorWords;
  if (checked.phase === 'none') return null;
  if (checked.phase === 'checking') return <output class="meta">{say.checking}</output>;
  if (checked.phase === 'right') {
    const { after } = checked.answer;
    return <Banner state="fine">{after && say.right(after.title, after.version, after.hash)}</Banner>;
  }
  if (checked.phase !== 'wrong') return <Banner state="stop">{say.failed}</Banner>;
  return (
    <>
      <Banner state="look">{say.wrong(checked.errors.length)}</Banner>
      <Table caption={say.mistakes} head={[say.place, say.message]}>
        {checked.errors.map(({ file, path, message }) => (
          <tr key={`${file} ${path} ${message}`}>
            <th scope="row">{path === '' ? file : path}</th>
            <td>{message}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
