import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { cdiWords } from '../words.ts';
import styles from './ListView.module.css';
import type { Row } from './row.ts';
import type { Worklist } from './worklist.ts';

/** Where the list comes from, how far reading has come, and how to stop it or add to it. */
export function ListTools({ list, rows }: { readonly list: Worklist; readonly rows: readonly Row[] }) {
  const phase = list.phase.value;
  const read = rows.filter((row) => row.state.kind === 'read' || row.state.kind === 'failed').length;
  const failed = rows.filter((row) => row.state.kind === 'failed').length;
  const said = phase === 'listing' ? cdiWords.list.listing : phase === 'recalling' ? cdiWords.list.recalling : list.scope.value.join(' ');
  return (
    <>
      <p class="meta">{said}</p>
      {rows.length > 1 && (
        <div class={styles.progress}>
          <span class="meta numbers">
            <output>{cdiWords.list.progress(read, rows.length)}</output>
            {failed > 0 && ` · ${cdiWords.list.failedCount(failed)}`}
          </span>
          {phase === 'reading' && (
            <Button dense onClick={list.pause}>
              {cdiWords.list.pause}
            </Button>
          )}
          {phase === 'paused' && (
            <Button dense onClick={list.start}>
              {cdiWords.list.go}
            </Button>
          )}
          {phase === 'done' && (
            <Button dense icon="refresh" onClick={list.again}>
              {cdiWords.list.again}
            </Button>
          )}
          {read < rows.length && (
            <progress class={styles.bar} max={rows.length} value={read} aria-label={cdiWords.list.progress(read, rows.length)} />
          )}
        </div>
      )}
    </>
  );
}

/** Encounters that the user names by id. */
export function PasteIds({ list }: { readonly list: Worklist }) {
  const [pasted, setPasted] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  return (
    <Disclosure title={<span class="meta">{cdiWords.list.paste}</span>}>
      <form
        class={styles.paste}
        onSubmit={(event) => {
          event.preventDefault();
          const count = list.add(pasted);
          setEmpty(count === 0);
          if (count > 0) setPasted('');
        }}
      >
        <Field
          label={cdiWords.list.pasteLabel}
          rows={3}
          value={pasted}
          onInput={setPasted}
          {...(isEmpty ? { hint: cdiWords.list.none } : {})}
        />
        <Button type="submit" look="second" dense>
          {cdiWords.list.add}
        </Button>
      </form>
    </Disclosure>
  );
}
