import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import { copyFault } from '../clinician/copy-guard.ts';
import { type CopyOutcome, copyText, plainAscii } from '../clipboard.ts';
import { useApp } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { CopyBox } from '../ui/CopyText.tsx';
import { announce } from '../ui/Live.tsx';
import { words } from '../words.ts';
import { type PageToGuard, pageFault } from './guard.ts';
import { urWords } from './words.ts';

/** What is copied: a question of a prompt, or a page. Both go through the linter. */
export type Copied = { readonly prompt: Prompt; readonly text: string } | { readonly page: PageToGuard };

/** A copy and how it went. Copies only what belongs to the launched patient and what the linter lets pass; true when it left, or stands selected. */
export interface Copying {
  readonly run: (what: Copied) => Promise<boolean>;
  readonly say: (text: string) => void;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly report: { readonly outcome: CopyOutcome | 'blocked'; readonly text: string } | null;
}

export function useCopy(): Copying {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const [report, setReport] = useState<Copying['report']>(null);
  const tell = (outcome: CopyOutcome | 'blocked', text: string) => {
    setReport({ outcome, text });
    announce(text);
  };
  const run = async (what: Copied): Promise<boolean> => {
    const isPage = 'page' in what;
    const text = plainAscii(isPage ? what.page.text : what.text);
    const about = isPage ? what.page.id : what.prompt.item;
    const review = app.review.value;
    const fault = isPage
      ? review
        ? await pageFault(app, review, what.page)
        : words.compose.wrongContext
      : await copyFault(app, what.prompt, text);
    if (fault) {
      app.audit('copied', about, 'refused');
      tell('blocked', words.compose.blocked(fault));
      return false;
    }
    const outcome = await copyText(text, box.current);
    app.audit('copied', about, outcome === 'selected' ? 'failed' : 'ok');
    app.count(outcome === 'selected' ? 'copy.failed' : 'copy.method', { detail: outcome });
    const said =
      outcome === 'selected'
        ? urWords.brief.refused
        : outcome === 'command'
          ? urWords.brief.copiedUnsure(text.length)
          : urWords.brief.copied(text.length);
    tell(outcome, said);
    return true;
  };
  return { run, box, report, say: (text) => tell('blocked', text) };
}

const STATE = { blocked: 'stop', selected: 'look', command: 'fine', clipboard: 'fine' } as const;

/** What really happened, and the text in a box when the browser refused. */
export function CopyReport({ copy, name = urWords.brief.text }: { readonly copy: Copying; readonly name?: string }) {
  const { report, box } = copy;
  return (
    <div class="no-print">
      {report && <Banner state={STATE[report.outcome]}>{report.text}</Banner>}
      <CopyBox name={name} isShown={report?.outcome === 'selected'} boxRef={box} />
    </div>
  );
}
