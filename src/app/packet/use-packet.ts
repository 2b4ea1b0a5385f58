import { useEffect, useRef, useState } from 'preact/hooks';
import type { PacketAnswer, PacketFormat } from '../../worker/index.ts';
import type { App } from '../model.ts';
import { type Difference, differenceOf } from './difference.ts';
import { packetWords } from './words.ts';

/** A packet with all its formats. */
export type MadePacket = Exclude<PacketAnswer, { refused: string }>;

/** How far the packet is. `changed`: what is new on the page since the one before it. */
export type Making =
  | { readonly phase: 'waiting' | 'making' | 'failed' }
  | { readonly phase: 'refused'; readonly reason: string }
  | { readonly phase: 'made'; readonly made: MadePacket; readonly changed: Difference | null };

/** What may leave now, or why nothing does, in words. */
export type Leaving = { readonly made: MadePacket } | { readonly held: string };

const FORMATS: readonly PacketFormat[] = ['html', 'text', 'bundle'];

/** Made by this user now: the page and every file say so. */
const preparedBy = (app: App) => ({ by: app.session.userName ?? app.session.fhirUser ?? packetWords.unknownUser, at: Date.now() });

/** False for a packet of another patient or stay than the one on screen: it is never shown. */
function isOf(app: App, { packet }: MadePacket): boolean {
  const review = app.review.value;
  return app.isOwnContext() && review !== null && packet.patient === review.patient && packet.encounter === review.encounter;
}

/**
 * The packet of a subject, made when the record is read and made anew when it was read again. `leave` asks for it once more at the moment of a way out, so that it says
 * who took it and when; where the facts have changed meanwhile nothing leaves before the user has seen them.
 */
export function usePacket(
  app: App,
  subject: string,
): { readonly making: Making; readonly leave: () => Promise<Leaving>; readonly retry: () => void } {
  const [making, setMaking] = useState<Making>({ phase: 'waiting' });
  const [turn, setTurn] = useState(0);
  const shown = useRef<{ readonly subject: string; readonly made: MadePacket } | null>(null);
  const review = app.review.value;
  const { phase, isStale } = app.load.value;
  const isRead = review !== null && phase === 'ready';
  const ask = async (): Promise<PacketAnswer> => {
    if (!app.packet) throw new Error('nothing makes packets here');
    return app.packet(subject, preparedBy(app), FORMATS);
  };
  useEffect(() => {
    let isOpen = true;
    const before = shown.current?.subject === subject ? shown.current.made : null;
    if (!before) shown.current = null;
    if (!isRead) {
      if (!before) setMaking({ phase: 'waiting' });
      return undefined;
    }
    if (!before) setMaking({ phase: 'making' });
    ask().then(
      (answer) => {
        if (!isOpen) return;
        if ('refused' in answer) {
          // After a reading that failed the worker has no record in hand; what was made before still stands, with its time.
          if (before && app.load.value.isStale) return;
          shown.current = null;
          setMaking({ phase: 'refused', reason: answer.refused });
        } else if (!isOf(app, answer)) {
          shown.current = null;
          setMaking({ phase: 'failed' });
        } else {
          shown.current = { subject, made: answer };
          setMaking({ phase: 'made', made: answer, changed: before && differenceOf(before.packet, answer.packet) });
        }
      },
      () => isOpen && !before && setMaking({ phase: 'failed' }),
    );
    return () => {
      isOpen = false;
    };
  }, [app, subject, review, isRead, isStale, turn]);
  const leave = async (): Promise<Leaving> => {
    const now = shown.current?.made;
    if (!now || !isOf(app, now)) return { held: packetWords.wrongContext };
    let answer: PacketAnswer | null = null;
    try {
      answer = await ask();
    } catch {
      // Another reading began, or a mistake of ours: below.
    }
    if (!isOf(app, now)) return { held: packetWords.wrongContext };
    const isCurrent = app.load.value.phase === 'ready' && !app.load.value.isStale;
    if (answer === null || 'refused' in answer) {
      if (!isCurrent) return { made: now };
      if (answer !== null) {
        shown.current = null;
        setMaking({ phase: 'refused', reason: answer.refused });
      }
      return { held: answer === null ? packetWords.failed : answer.refused };
    }
    if (!isOf(app, answer)) return { held: packetWords.wrongContext };
    const changed = differenceOf(now.packet, answer.packet);
    shown.current = { subject, made: answer };
    setMaking({ phase: 'made', made: answer, changed });
    return changed ? { held: packetWords.changedFirst(changed.added, changed.gone) } : { made: answer };
  };
  return { making, leave, retry: () => setTurn(turn + 1) };
}
