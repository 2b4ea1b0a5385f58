import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { words } from '../words.ts';
import styles from './HelpDrawer.module.css';
import { KeyList } from './KeyList.tsx';
import { SourceList } from './SourceList.tsx';
import { shellWords } from './words.ts';

/** What the words mean, what could be read, which checklists are in use, the keys, and what is kept on this device. */
export function HelpDrawer({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const checklists = app.review.value?.checklists ?? [];
  const open = (room: 'settings' | 'quality') => {
    onClose();
    app.over.value = { room };
  };
  return (
    <Drawer title={words.help.title} closeLabel={words.close} onClose={onClose}>
      <p>{words.help.about}</p>
      <section class={styles.part}>
        <h3 class={styles.heading}>{words.help.verdicts}</h3>
        <p>{words.help.notFound}</p>
        <p>{words.help.cannot}</p>
      </section>
      <section class={styles.part}>
        <h3 class={styles.heading}>{words.help.read}</h3>
        <SourceList progress={app.load.value.progress} />
      </section>
      {checklists.length > 0 && (
        <section class={styles.part}>
          <h3 class={styles.heading}>{words.help.checklists}</h3>
          <ul>
            {checklists.map((checklist) => (
              <li key={checklist.id}>
                {checklist.title} {checklist.version} <span class="meta">{words.help.stage[checklist.stage]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {app.site.switches.shortcuts && app.prefs.value.shortcuts && (
        <section class={styles.part}>
          <h3 class={styles.heading}>{words.help.keys}</h3>
          <KeyList workplace={app.role.value} />
          <p class="meta">{words.help.keysNote}</p>
        </section>
      )}
      <section class={styles.part}>
        <p>{app.storeKind.value === 'device' ? words.help.kept : words.help.keptMemory}</p>
        <div class={styles.actions}>
          <Button look="second" onClick={() => open('settings')}>
            {shellWords.settings}
          </Button>
          <Button look="second" onClick={() => open('quality')}>
            {shellWords.quality}
          </Button>
        </div>
      </section>
    </Drawer>
  );
}
