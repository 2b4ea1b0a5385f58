import { useApp } from '../model.ts';
import { clock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Footer.module.css';
import { StoreMark } from './StoreMark.tsx';
import { shellWords } from './words.ts';

/** Where the data stand and by which checklists they were read; the same place on every screen. */
export function Footer() {
  const app = useApp();
  const { phase, readAt, isStale } = app.load.value;
  const review = app.review.value;
  const versions = [...new Set(review?.checklists.map((checklist) => checklist.version) ?? [])].join(', ');
  return (
    <footer class={`${styles.footer} no-print`}>
      {readAt !== null && <span class="numbers">{words.footer.asOf(clock(readAt, review?.zone ?? app.site.zone))}</span>}
      <Button icon="refresh" onClick={app.refresh} disabled={phase !== 'ready'}>
        {phase === 'ready' ? words.footer.refresh : words.footer.refreshing}
      </Button>
      <Button
        icon="note"
        onClick={() => {
          app.over.value = { room: 'rules', checklist: null, entry: null, page: 'rule' };
        }}
      >
        {words.footer.rules(versions)}
      </Button>
      <Button
        icon="menu"
        onClick={() => {
          app.over.value = { room: 'settings' };
        }}
      >
        {shellWords.settings}
      </Button>
      <Button
        icon="help"
        shortcut="?"
        onClick={() => {
          app.drawer.value = { kind: 'help' };
        }}
      >
        {words.footer.help}
      </Button>
      {isStale && <span class={styles.wide}>{words.footer.notCurrent}</span>}
      {app.storeKind.value === 'memory' && <StoreMark trouble={app.storeTrouble.value} />}
      <span class={styles.wide}>{words.purpose}</span>
    </footer>
  );
}
