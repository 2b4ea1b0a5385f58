import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Button } from '../ui/Button.tsx';
import { CopyReport, useCopy } from './CopyReport.tsx';
import { type OwnWords, pageFault } from './guard.ts';
import styles from './PrintPage.module.css';
import type { PageHead, PagePart } from './page-text.ts';
import { SourceText } from './SourceText.tsx';
import { usePageFault } from './use-page-fault.ts';
import { urWords } from './words.ts';

export type PageId = 'brief' | 'peer';
const PAGES: readonly PageId[] = ['brief', 'peer'];

/** What both pages are made of: the head, the parts, and the same as text. */
export interface Page {
  readonly id: PageId;
  readonly title: string;
  readonly question: string;
  readonly head: PageHead;
  readonly parts: readonly PagePart[];
  readonly text: string;
  /** What in it the user typed. */
  readonly own: readonly OwnWords[];
}

/** One page as it will print, with Copy and Print above it. Prints black on white, the patient on every sheet, nothing of the app around it. */
export function PrintPage({
  review,
  page,
  prints,
  onPrinted,
  onShow,
  onBack,
  top,
  children,
}: {
  readonly review: Review;
  readonly page: Page;
  /** Opened to be printed at once. */
  readonly prints: boolean;
  readonly onPrinted: () => void;
  readonly onShow: (page: PageId) => void;
  readonly onBack: () => void;
  /** Above the parts of the page. */
  readonly top?: ComponentChildren;
  /** Under them. */
  readonly children?: ComponentChildren;
}) {
  const app = useApp();
  const copy = useCopy();
  const heading = useRef<HTMLHeadingElement>(null);
  const { id, title, question, text, own } = page;
  const guarded = { id, title, question, text, own };
  // The browser prints by itself too: then the same holds.
  const fault = usePageFault(review, guarded);
  const print = async () => {
    const reason = await pageFault(app, review, guarded);
    app.audit('printed', page.id, reason ? 'refused' : 'ok');
    if (reason) copy.say(urWords.brief.blockedPrint(reason));
    else window.print();
  };
  const copyAll = () => void copy.run({ page: guarded });
  useEffect(() => {
    heading.current?.focus();
    // After the page has been painted: printing blocks it.
    if (!prints) return;
    onPrinted();
    requestAnimationFrame(() => setTimeout(() => void print(), 0));
  }, [page.id]);
  useShortcuts(app.site.switches.shortcuts, {
    c: copyAll,
    p: () => void print(),
    b: () => onShow('brief'),
    t: () => onShow('peer'),
    Escape: onBack,
  });
  return (
    <section class={styles.view} aria-label={urWords.pages.name[page.id]}>
      <div class={`${styles.tools} no-print`}>
        <Button icon="back" shortcut="Escape" onClick={onBack}>
          {urWords.brief.back}
        </Button>
        <div class={styles.tabs} role="tablist" aria-label={urWords.pages.tabs}>
          {PAGES.map((id) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`ur-tab-${id}`}
              aria-selected={id === page.id}
              aria-controls="ur-page"
              tabIndex={id === page.id ? 0 : -1}
              class={`${styles.tab} ${id === page.id ? styles.chosen : ''}`}
              onClick={() => onShow(id)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                event.preventDefault();
                onShow(id === 'brief' ? 'peer' : 'brief');
              }}
            >
              {urWords.pages.tab[id]}
            </button>
          ))}
        </div>
        <Button look="primary" icon="copy" shortcut="c" onClick={copyAll}>
          {urWords.brief.copy}
        </Button>
        <Button look="second" shortcut="p" onClick={() => void print()}>
          {urWords.brief.print}
        </Button>
      </div>
      <CopyReport copy={copy} name={urWords.pages.text[page.id]} />
      <div id="ur-page" role="tabpanel" aria-labelledby={`ur-tab-${page.id}`}>
        {fault && <p class={styles.onlyPaper}>{urWords.brief.blockedPrint(fault)}</p>}
        <article class={`${styles.page} ${fault ? 'no-print' : ''}`} data-page={page.id}>
          <div class={styles.head}>
            <div class={styles.headRow}>
              <h1 ref={heading} tabIndex={-1} class={styles.title}>
                {page.title}
              </h1>
              <p class={styles.patient}>
                <bdi>{page.head.patient}</bdi> <span class={styles.more}>{page.head.more}</span>
              </p>
            </div>
            <p class={styles.prepared}>{page.head.prepared}</p>
          </div>
          <div class={styles.body}>
            {top}
            {page.parts.map((part) => (
              <Part key={part.id} part={part} page={page.id} />
            ))}
            {children}
            <p class={styles.foot}>{urWords.brief.footer}</p>
          </div>
        </article>
      </div>
    </section>
  );
}

function Part({ part, page }: { readonly part: PagePart; readonly page: PageId }) {
  const [lead, ...rest] = part.lines;
  const lines = part.isPoint ? rest : part.lines;
  return (
    <section class={`${styles.part} ${part.isColumn ? styles.column : ''}`} aria-labelledby={`${page}-${part.id}`}>
      <h2 id={`${page}-${part.id}`} class={styles.partTitle}>
        {part.title}
      </h2>
      {part.isPoint && lead && (
        <p class={styles.lead}>
          <SourceText title={lead.text} sources={lead.sources} />
        </p>
      )}
      <ul class={`${styles.lines} ${part.isPoint ? styles.beside : ''}`}>
        {lines.map((line) => (
          <li key={line.text}>
            <SourceText title={line.text} sources={line.sources} />
          </li>
        ))}
      </ul>
    </section>
  );
}
