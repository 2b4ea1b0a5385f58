import { type Role, useApp } from '../model.ts';
import { keyFor, SINGLE_KEYS, STANDARD, withKey } from '../prefs.ts';
import { Button } from '../ui/Button.tsx';
import { announce } from '../ui/Live.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { words } from '../words.ts';
import styles from './Room.module.css';
import { Part } from './RoomFrame.tsx';
import { settingsWords } from './words.ts';

const options = <T extends string>(texts: Readonly<Record<T, string>>) => Object.entries<string>(texts).map(([id, text]) => ({ id, text }));

/** Which workplace, and how dense. */
export function ViewPart() {
  const app = useApp();
  return (
    <Part title={settingsWords.view}>
      <RadioGroup
        legend={words.role}
        options={options(words.roles)}
        chosen={app.role.value}
        onChoose={(id) => {
          app.role.value = id as Role;
        }}
      />
      <RadioGroup
        legend={settingsWords.density}
        options={options(settingsWords.densities)}
        chosen={app.prefs.value.density}
        onChoose={(id) => app.setPrefs({ density: id === 'dense' ? 'dense' : 'comfortable' })}
      />
    </Part>
  );
}

/** Single keys on or off, and each of them changed by pressing another. */
export function KeysPart() {
  const app = useApp();
  const prefs = app.prefs.value;
  if (!app.site.switches.shortcuts) {
    return (
      <Part title={settingsWords.keys}>
        <p>{settingsWords.siteOff}</p>
      </Part>
    );
  }
  return (
    <Part title={settingsWords.keys}>
      <label class={styles.tick}>
        <input type="checkbox" checked={prefs.shortcuts} onChange={() => app.setPrefs({ shortcuts: !prefs.shortcuts })} />
        <span>{settingsWords.shortcuts}</span>
      </label>
      {prefs.shortcuts && (
        <>
          <p class="meta">{settingsWords.keysNote}</p>
          <div class={styles.keys}>
            {SINGLE_KEYS.map((standard) => {
              const key = keyFor(prefs, standard);
              const name = settingsWords.actions[standard] ?? standard;
              return (
                <label key={standard} class={styles.key}>
                  <span>{name}</span>
                  <input
                    class={styles.keyBox}
                    readOnly
                    value={key === ' ' ? 'space' : key}
                    onKeyDown={(event) => {
                      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
                      event.preventDefault();
                      app.setPrefs({ keys: withKey(prefs, standard, event.key).keys });
                      announce(settingsWords.keyChanged(name, event.key));
                    }}
                  />
                </label>
              );
            })}
          </div>
          <Button look="second" disabled={Object.keys(prefs.keys).length === 0} onClick={() => app.setPrefs({ keys: STANDARD.keys })}>
            {settingsWords.standardKeys}
          </Button>
        </>
      )}
    </Part>
  );
}
