import { useEffect, useState } from 'preact/hooks';
import type { Erased, KindTotal } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { shellWords } from '../shell/words.ts';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import { words } from '../words.ts';
import styles from './Room.module.css';
import { Part } from './RoomFrame.tsx';
import { WideTable } from './WideTable.tsx';
import { settingsWords as own } from './words.ts';

type Totals = { readonly totals: readonly KindTotal[]; readonly broken: number };

const day = (at: number) => new Date(at).toLocaleDateString('en-CA');

/** What is kept here, how much and how long, and the way to erase it with a truthful report. */
export function KeptPart() {
  const app = useApp();
  const [state, setState] = useState<Totals | null>(null);
  const [asks, setAsks] = useState(false);
  const [withCounts, setWithCounts] = useState(false);
  const [erased, setErased] = useState<Erased | null>(null);
  const kept = app.kept.value;
  useEffect(() => {
    let isOpen = true;
    void app.keptTotals().then((totals) => isOpen && setState(totals));
    return () => {
      isOpen = false;
    };
  }, [app, kept, erased]);
  const erase = async () => {
    const result = await app.wipe({ withCounts, why: 'erased' });
    setAsks(false);
    setErased(result);
    announce(own.erased(result));
  };
  const trouble = app.storeTrouble.value;
  return (
    <Part title={own.kept}>
      <p>{own.keptNote}</p>
      {app.storeKind.value === 'memory' && <p>{trouble ? `${shellWords.trouble[trouble]}.` : own.keptMemory}</p>}
      {state && state.totals.length === 0 && <p>{own.nothing}</p>}
      {state && state.totals.length > 0 && (
        <WideTable caption={own.kept} head={[own.what, own.many, own.oldest, own.until]}>
          {state.totals.map(({ kind, n, oldest, until }) => (
            <tr key={kind}>
              <th scope="row">
                {own.kinds[kind]} <span class="meta">{own.days(app.site.keep[kind])}</span>
              </th>
              <td>{n}</td>
              <td>{oldest === null ? '' : day(oldest)}</td>
              <td>{until === null ? own.withWindow : day(until)}</td>
            </tr>
          ))}
        </WideTable>
      )}
      {state && state.broken > 0 && <p>{own.broken(state.broken)}</p>}
      {erased && <p>{own.erased(erased)}</p>}
      {!asks && (
        <Button
          look="second"
          onClick={() => {
            setErased(null);
            setAsks(true);
          }}
        >
          {own.erase}
        </Button>
      )}
      {asks && (
        <>
          <p>{own.eraseAsk}</p>
          <label class={styles.tick}>
            <input type="checkbox" checked={withCounts} onChange={() => setWithCounts(!withCounts)} />
            <span>{own.eraseCounts}</span>
          </label>
          <Confirm yes={own.eraseYes} onYes={() => void erase()} onNo={() => setAsks(false)} />
        </>
      )}
    </Part>
  );
}

/** The two buttons of a question; the harmless one has the focus. */
export function Confirm({ yes, onYes, onNo }: { readonly yes: string; readonly onYes: () => void; readonly onNo: () => void }) {
  return (
    <div class={styles.row} ref={(element) => element?.querySelector<HTMLElement>('button:last-child')?.focus()}>
      <Button look="primary" onClick={onYes}>
        {yes}
      </Button>
      <Button look="second" onClick={onNo}>
        {words.cancel}
      </Button>
    </div>
  );
}
