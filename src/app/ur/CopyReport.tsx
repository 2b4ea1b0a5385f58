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
import { urWords } from './words.ts';

/** A copy and how it went. `run` copies only what belongs to the launched patient; a question goes through the linter first. */
export interface Copying {
  readonly run: (text: string, prompt?: Prompt) => Promise<void>;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly report: { readonly outcome: CopyOutcome | 'blocked'; readonly text: string } | null;
}

export function useCopy(): Copying {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const [report, setReport] = useState<Copying['report']>(null);
  const run = async (raw: string, prompt?: Prompt) => {
    const text = plainAscii(raw);
    const fault = prompt ? await copyFault(app, prompt, text) : app.isOwnContext() ? null : words.compose.wrongContext;
    if (fault) {
      const said = words.compose.blocked(fault);
      setReport({ outcome: 'blocked', text: said });
      announce(said);
      return;
    }
    const outcome = await copyText(text, box.current);
    const said =
      outcome === 'selected'
        ? urWords.brief.refused
        : outcome === 'command'
          ? urWords.brief.copiedUnsure(text.length)
          : urWords.brief.copied(text.length);
    setReport({ outcome, text: said });
    announce(said);
  };
  return { run, box, report };
}

const STATE = { blocked: 'stop', selected: 'look', command: 'fine', clipboard: 'fine' } as const;

/** What really happened, and the text in a box when the browser refused. */
export function CopyReport({ copy }: { readonly copy: Copying }) {
  const { report, box } = copy;
  return (
    <div class="no-print">
      {report && <Banner state={STATE[report.outcome]}>{report.text}</Banner>}
      <CopyBox name={urWords.brief.text} isShown={report?.outcome === 'selected'} boxRef={box} />
    </div>
  );
}
