import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import { type CopyOutcome, copyText } from '../clipboard.ts';
import { useApp } from '../model.ts';
import { announce } from '../ui/Live.tsx';
import { words } from '../words.ts';
import { copyFault } from './copy-guard.ts';

/** How the last copy went. */
export type CopyState = { readonly kind: CopyOutcome; readonly count: number } | { readonly kind: 'blocked'; readonly reason: string };

/** Copies one text of a prompt after every check, says truly what happened, and counts it. `copy` answers whether the text left. */
export function useCopy(prompt: Prompt): {
  readonly report: CopyState | null;
  readonly clear: () => void;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly copy: (text: string) => Promise<boolean>;
} {
  const app = useApp();
  const [report, setReport] = useState<CopyState | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const copy = async (text: string): Promise<boolean> => {
    const fault = await copyFault(app, prompt, text);
    if (fault) {
      app.audit(fault === words.compose.wrongContext ? 'security' : 'copied', prompt.ref, 'refused');
      setReport({ kind: 'blocked', reason: fault });
      announce(words.compose.blocked(fault));
      return false;
    }
    const outcome = await copyText(text, box.current);
    setReport({ kind: outcome, count: text.length });
    announce(copiedWords(outcome, text.length));
    app.count('copy.method', { prompt, detail: outcome });
    if (outcome === 'selected') {
      app.count('copy.failed', { prompt });
      app.audit('copied', prompt.ref, 'failed');
      return false;
    }
    app.count('prompt.copied', { prompt });
    app.audit('copied', prompt.ref);
    return true;
  };
  return { report, clear: () => setReport(null), box, copy };
}

/** What a copy came to, as the screen and the screen reader say it. */
export function copiedWords(outcome: CopyOutcome, count: number): string {
  if (outcome === 'selected') return words.compose.refused;
  return outcome === 'command' ? words.compose.copiedUnsure(count) : words.compose.copied(count);
}
