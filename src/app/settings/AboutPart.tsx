import { useState } from 'preact/hooks';
import { LINT_VERSION } from '../../core/lint/finding.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { VERSION } from '../version.ts';
import { words } from '../words.ts';
import { Confirm } from './KeptPart.tsx';
import styles from './Room.module.css';
import { Part } from './RoomFrame.tsx';
import { settingsWords as own } from './words.ts';

/** When the view is hidden, and the way out. */
export function SessionPart() {
  const app = useApp();
  const [asks, setAsks] = useState(false);
  return (
    <Part title={own.session}>
      <p>{own.idle(app.site.switches.idleMinutes)}</p>
      {asks ? (
        <>
          <p>{own.signOutAsk}</p>
          <Confirm yes={own.signOutYes} onYes={() => void app.signOut()} onNo={() => setAsks(false)} />
        </>
      ) : (
        <Button look="second" onClick={() => setAsks(true)}>
          {own.signOut}
        </Button>
      )}
    </Part>
  );
}

/** What runs here, and whom to ask. */
export function AboutPart() {
  const app = useApp();
  const checklists = app.review.value?.checklists ?? [];
  const { contact } = app.site;
  return (
    <Part title={own.about}>
      <dl class={styles.facts}>
        <dt>{own.app}</dt>
        <dd>{VERSION}</dd>
        <dt>{own.linter}</dt>
        <dd>{LINT_VERSION}</dd>
        <dt>{own.checklists}</dt>
        <dd>
          {checklists.length === 0 && own.noChecklists}
          <ul>
            {checklists.map(({ id, title, version, stage }) => (
              <li key={id}>
                {title} {version} <span class="meta">{words.help.stage[stage]}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{own.contact}</dt>
        <dd>
          {contact ? (
            <>
              {contact.name}
              {contact.email && (
                <>
                  {' '}
                  <a href={`mailto:${contact.email}`}>{contact.email}</a>
                </>
              )}
              {contact.phone && <span> {contact.phone}</span>}
            </>
          ) : (
            own.noContact
          )}
        </dd>
      </dl>
      <p>{words.purpose}</p>
    </Part>
  );
}
