import type { Source } from '../../core/compose/statement.ts';
import { rowsOf } from '../shell/resource-view.ts';
import { dayClock } from '../time.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import styles from './Simulator.module.css';
import { resourceIn } from './units.ts';
import type { Tried } from './use-run.ts';
import { simulatorWords } from './words.ts';

/** What a sentence of a tried stay rests on, read again from the chosen file. The title says that it is not the open chart. */
export function FileSource({
  tried,
  title,
  sources,
  onClose,
}: {
  readonly tried: Tried;
  readonly title: string;
  readonly sources: readonly Source[];
  readonly onClose: () => void;
}) {
  const { result: say } = simulatorWords;
  const { zone } = tried.stay;
  return (
    <Drawer title={say.drawer} closeLabel={say.close} onClose={onClose}>
      <p>
        <bdi>{title}</bdi>
      </p>
      {sources.map((source) => {
        if (typeof source !== 'string')
          return (
            <section key={source.search} class={styles.prompt}>
              <p>
                <code>{source.search}</code>
              </p>
              <p class="meta numbers">{dayClock(source.at, zone)}</p>
            </section>
          );
        const resource = tried.on ? resourceIn(tried.on, source) : null;
        return (
          <section key={source} class={styles.prompt}>
            <h3>
              <bdi>{source}</bdi>
            </h3>
            {!resource && <p class="meta">{say.noResource}</p>}
            {resource && (
              <dl class={styles.facts}>
                {rowsOf(resource as Parameters<typeof rowsOf>[0], zone).map((row) => [
                  <dt key={row.label}>{row.label}</dt>,
                  <dd key={`${row.label} text`}>
                    <bdi>{row.text}</bdi>
                  </dd>,
                ])}
              </dl>
            )}
            {resource && (
              <Disclosure title={<span class="meta">{say.raw}</span>}>
                <pre class={styles.raw}>{JSON.stringify(resource, null, 2)}</pre>
              </Disclosure>
            )}
          </section>
        );
      })}
    </Drawer>
  );
}
