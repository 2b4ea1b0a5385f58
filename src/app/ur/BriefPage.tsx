import { useEffect, useRef, useState } from 'preact/hooks';
import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './BriefPage.module.css';
import { CopyReport, useCopy } from './CopyReport.tsx';
import { decided } from './decision.ts';
import { headOf, type PagePart, pageText, partsOf } from './page-text.ts';
import { SourceText } from './SourceText.tsx';
import { urWords } from './words.ts';

/** The one page: as it will print, with Copy and Print above it. Prints black on white, the patient on every sheet, nothing of the app around it. */
export function BriefPage({
  review,
  brief,
  prints,
  onBack,
}: {
  readonly review: Review;
  readonly brief: Brief;
  /** Opened to be printed at once. */
  readonly prints: boolean;
  readonly onBack: () => void;
}) {
  const app = useApp();
  const copy = useCopy();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isBlocked, setBlocked] = useState(false);
  const head = headOf(review, app.identity.value, app.session.userName);
  const parts = partsOf(brief, decided(review, app.kept.value));
  const print = () => {
    const isOwn = app.isOwnContext();
    setBlocked(!isOwn);
    if (isOwn) window.print();
  };
  const copyAll = () => void copy.run(pageText(head, parts));
  useEffect(() => {
    heading.current?.focus();
    // After the page has been painted: printing blocks it.
    if (prints) requestAnimationFrame(() => setTimeout(print, 0));
  }, []);
  useShortcuts(app.site.switches.shortcuts, { c: copyAll, p: print, Escape: onBack });
  return (
    <section class={styles.view} aria-label={urWords.brief.name}>
      <div class={`${styles.tools} no-print`}>
        <Button icon="back" shortcut="Escape" onClick={onBack}>
          {urWords.brief.back}
        </Button>
        <Button look="primary" icon="copy" shortcut="c" onClick={copyAll}>
          {urWords.brief.copy}
        </Button>
        <Button look="second" shortcut="p" onClick={print}>
          {urWords.brief.print}
        </Button>
      </div>
      <CopyReport copy={copy} />
      {isBlocked && <Banner state="stop">{urWords.brief.blockedPrint}</Banner>}
      <article class={styles.page} data-page="brief">
        <div class={styles.head}>
          <div class={styles.headRow}>
            <h1 ref={heading} tabIndex={-1} class={styles.title}>
              {urWords.brief.title}
            </h1>
            <p class={styles.patient}>
              <bdi>{head.patient}</bdi> <span class={styles.more}>{head.more}</span>
            </p>
          </div>
          <p class={styles.prepared}>{head.prepared}</p>
        </div>
        <div class={styles.body}>
          {parts.map((part) => (
            <Part key={part.id} part={part} />
          ))}
          <p class={styles.foot}>{urWords.brief.footer}</p>
        </div>
      </article>
    </section>
  );
}

function Part({ part }: { readonly part: PagePart }) {
  return (
    <section class={`${styles.part} ${part.isColumn ? styles.column : ''}`} aria-labelledby={`brief-${part.id}`}>
      <h2 id={`brief-${part.id}`} class={styles.partTitle}>
        {part.title}
      </h2>
      <ul class={styles.lines}>
        {part.lines.map((line) => (
          <li key={line.text}>
            <SourceText title={line.text} sources={line.sources}>
              <bdi>{line.text}</bdi>
            </SourceText>
          </li>
        ))}
      </ul>
    </section>
  );
}
