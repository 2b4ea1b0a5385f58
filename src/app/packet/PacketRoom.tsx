import { useEffect, useRef } from 'preact/hooks';
import { type PacketPlace, useApp } from '../model.ts';
import { Loading } from '../shell/Loading.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { dayClock } from '../time.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './Packet.module.css';
import { PacketPage, unreadIn } from './PacketPage.tsx';
import { subjectsIn } from './subjects.ts';
import { usePacket } from './use-packet.ts';
import { useWays } from './use-ways.ts';
import { WaysOut } from './WaysOut.tsx';
import { packetWords } from './words.ts';

/** The evidence packet of one subject as it will print, with the ways out. Opened over the workplace, which keeps its state meanwhile. */
export function PacketRoom({ place }: { readonly place: PacketPlace }) {
  const app = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  const { making, leave, retry } = usePacket(app, place.subject);
  const ways = useWays(app, place.subject, leave);
  const review = app.review.value;
  const subjects = review ? subjectsIn(review) : [];
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => ways.clear(), [place.subject]);
  const close = () => {
    app.over.value = null;
  };
  const isReady = making.phase === 'made';
  useShortcuts(
    app.site.switches.shortcuts && app.drawer.value === null,
    { Escape: close, ...(isReady ? { c: () => void ways.copy(), p: () => void ways.print() } : {}) },
    'over',
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside, a text field too
    <div
      class={styles.room}
      data-over
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div class={`${styles.bar} no-print`}>
        <Button icon="back" shortcut="Escape" onClick={close}>
          {packetWords.back}
        </Button>
        <h1 ref={heading} tabIndex={-1} class={styles.roomTitle}>
          {packetWords.title}
        </h1>
        {subjects.length > 0 && (
          <label class={styles.chooser}>
            <span class="meta">{packetWords.subject}</span>
            <select
              value={place.subject}
              onChange={(event) => {
                app.over.value = { ...place, subject: event.currentTarget.value };
              }}
            >
              {subjects.every(({ id }) => id !== place.subject) && <option value={place.subject}>{packetWords.none}</option>}
              {subjects.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div class="no-print">
        <Loading />
        <StaleBanner />
      </div>
      <WaysOut ways={ways} isReady={isReady} />
      <div class={`${styles.notes} no-print`}>
        {making.phase === 'waiting' && <p>{packetWords.waiting}</p>}
        {making.phase === 'making' && (
          <>
            <output class="meta">{packetWords.making}</output>
            <Skeleton lines={9} />
          </>
        )}
        {making.phase === 'failed' && (
          <Banner
            state="stop"
            action={
              <Button look="second" onClick={retry}>
                {packetWords.retry}
              </Button>
            }
          >
            {packetWords.failed}
          </Banner>
        )}
        {making.phase === 'refused' && (
          <Banner state="info">
            {packetWords.refused} {making.reason} {subjects.length === 0 && packetWords.nothing}
          </Banner>
        )}
        {making.phase === 'made' && (
          <>
            <p class="meta">
              {packetWords.asOf(dayClock(making.made.packet.asOf, making.made.packet.zone))}{' '}
              {(app.load.value.isStale || app.load.value.phase !== 'ready') && packetWords.older} {packetWords.about}
            </p>
            {making.changed && <Banner state="look">{packetWords.changed(making.changed.added, making.changed.gone)}</Banner>}
            {unreadIn(making.made.packet) > 0 && <Banner state="unknown">{packetWords.unread(unreadIn(making.made.packet))}</Banner>}
          </>
        )}
      </div>
      {making.phase === 'made' && <PacketPage packet={making.made.packet} />}
    </div>
  );
}
