import type { SessionFailure, SiteFault } from '../../ehr/index.ts';
import { type Stop, useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Plate.module.css';
import { Plate } from './Plate.tsx';
import { shellWords } from './words.ts';

/** A session that is over, or must not go on. */
export function StopScreen({ stop }: { readonly stop: Stop }) {
  const { others } = useApp();
  if (stop.code === 'signed-out') {
    return (
      <Plate title={shellWords.signedOut}>
        <p>{shellWords.signedOutMore}</p>
        <output>{stop.detail ?? shellWords.erasing}</output>
      </Plate>
    );
  }
  if (stop.code === 'ended' || stop.code === 'idle') {
    return (
      <Plate title={stop.code === 'ended' ? words.states.ended : words.states.idle}>
        <p>{stop.code === 'ended' ? words.states.endedMore : words.states.idleMore}</p>
        <p>{words.states.relaunch}</p>
      </Plate>
    );
  }
  const [title, more] = words.states.stops[stop.code] ?? [words.states.crashed, ''];
  return (
    <Plate title={title} isStop>
      <p>{more}</p>
      {stop.detail && <p class="meta">{stop.detail}</p>}
      {others?.shown.value ? (
        <Button look="second" icon="back" onClick={() => others.open(null)}>
          {words.back}
        </Button>
      ) : (
        <p>{words.states.relaunch}</p>
      )}
    </Plate>
  );
}

/** A launch that gave no session. Text of the server is shown as text, never as anything else. */
export function NoSessionScreen({ failure }: { readonly failure: SessionFailure }) {
  const [title, more] = words.states.session[failure.code];
  return (
    <Plate title={title}>
      <p>{more}</p>
      {failure.more && (
        <p class="meta">
          <bdi>{failure.more}</bdi>
        </p>
      )}
      <p>{words.states.relaunch}</p>
    </Plate>
  );
}

/** site.json is wrong: which field, and what to do. */
export function SiteFaultScreen({ faults }: { readonly faults: readonly SiteFault[] }) {
  return (
    <Plate title={words.states.site}>
      <p>{words.states.siteMore}</p>
      <ul class={styles.list}>
        {faults.map((fault) => (
          <li key={fault.field}>
            <code>{fault.field}</code>: {fault.remedy}
          </li>
        ))}
      </ul>
    </Plate>
  );
}
