import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../model.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { openStay } from './go.ts';
import { sorted } from './row.ts';
import styles from './StayList.module.css';
import { StayTable } from './StayTable.tsx';
import type { StayList } from './stays.ts';
import { stayWords } from './words.ts';

/** The open stays: who is where, in which status, with how much time to the next midnight. Opens one in the place of the board. */
export function StayListView({ list }: { readonly list: StayList }) {
  const app = useApp();
  const root = useRef<HTMLElement>(null);
  const { others } = app;
  const rows = sorted(list.rows.value, Date.now());
  const phase = list.phase.value;
  const shown = app.session.encounter;
  const close = () => {
    list.isShown.value = false;
  };
  useEffect(() => {
    list.start();
    const own = root.current?.querySelector<HTMLElement>(`[data-encounter="${CSS.escape(shown)}"]`);
    (own ?? root.current)?.focus();
  }, [list, shown]);
  const step = (by: 1 | -1) => {
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcuts(app.site.switches.shortcuts, { j: () => step(1), k: () => step(-1), n: () => step(1), Escape: close });
  const read = rows.filter(({ state }) => state.kind === 'read').length;
  const failed = rows.filter(({ state }) => state.kind === 'failed').length;
  const isBusy = phase === 'listing' || phase === 'reading';
  return (
    <section ref={root} class={styles.list} aria-labelledby="ur-stays" tabIndex={-1}>
      <div class={styles.head}>
        <h1 id="ur-stays" class={styles.title}>
          {stayWords.title}
        </h1>
        <div class={`${styles.tools} no-print`}>
          {others?.mayList && isBusy && <Button onClick={list.pause}>{stayWords.pause}</Button>}
          {others?.mayList && phase === 'paused' && <Button onClick={list.start}>{stayWords.go}</Button>}
          {others?.mayList && phase === 'done' && (
            <Button icon="refresh" onClick={list.again}>
              {stayWords.again}
            </Button>
          )}
          <Button look="second" icon="back" shortcut="Escape" onClick={close}>
            {stayWords.toBoard}
          </Button>
        </div>
      </div>
      <output class="meta">
        {[
          phase === 'listing' ? stayWords.listing : stayWords.progress(read, rows.length),
          failed > 0 ? stayWords.failedCount(failed) : null,
          list.scope.value,
        ]
          .filter(Boolean)
          .join(' · ')}
      </output>
      {isBusy && <progress max={rows.length} value={read + failed} aria-label={stayWords.progress(read, rows.length)} />}
      <StayTable
        rows={rows}
        launched={others?.launched.session.encounter ?? shown}
        shown={shown}
        canRead={others?.mayList ?? false}
        onOpen={(row) => openStay(app, list, row)}
        onRetry={({ encounter }) => list.retry(encounter)}
      />
      {app.site.switches.shortcuts && <p class="meta no-print">{stayWords.keys}</p>}
    </section>
  );
}
