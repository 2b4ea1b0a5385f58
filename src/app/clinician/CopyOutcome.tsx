import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyBox } from '../ui/CopyText.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { type CopyState, copiedWords } from './use-copy.ts';

/** How a copy went; where the browser refused, the text selected in a box. */
export function CopyOutcome({
  report,
  box,
  onDone,
}: {
  readonly report: CopyState | null;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly onDone: () => void;
}) {
  const done = (
    <Button look="second" onClick={onDone}>
      {words.compose.done}
    </Button>
  );
  const place = useRef<HTMLDivElement>(null);
  // The report of what the user just did is in view, however far down the card the button stood.
  useLayoutEffect(() => {
    if (report) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [report]);
  return (
    <div ref={place} class={styles.outcome}>
      {report?.kind === 'blocked' && <Banner state="stop">{words.compose.blocked(report.reason)}</Banner>}
      {report && report.kind !== 'blocked' && (
        <Banner state={report.kind === 'selected' ? 'look' : 'fine'} action={report.kind === 'selected' ? undefined : done}>
          {copiedWords(report.kind, report.count)}
        </Banner>
      )}
      <CopyBox name={words.compose.preview} isShown={report?.kind === 'selected'} boxRef={box} />
    </div>
  );
}
