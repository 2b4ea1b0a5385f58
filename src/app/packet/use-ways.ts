import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText, plainAscii } from '../clipboard.ts';
import type { App } from '../model.ts';
import { announce } from '../ui/Live.tsx';
import type { MarkState } from '../ui/StateMark.tsx';
import { type FileKind, fileName, randomBytes } from './file-name.ts';
import type { Leaving } from './use-packet.ts';
import { packetWords } from './words.ts';

/** What happened on a way out, and the text of a file that may not have arrived. */
export interface Report {
  readonly state: MarkState;
  readonly text: string;
  readonly isSelected?: boolean;
  readonly file?: { readonly name: string; readonly text: string };
}

export interface Ways {
  readonly report: Report | null;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly copy: () => Promise<void>;
  readonly print: () => Promise<void>;
  readonly save: (kind: FileKind) => Promise<void>;
  readonly copyFile: (text: string, box: HTMLTextAreaElement | null) => Promise<void>;
  readonly close: () => void;
  readonly clear: () => void;
}

const TYPE: Readonly<Record<FileKind, string>> = { html: 'text/html', bundle: 'application/fhir+json' };

/**
 * The ways out of the packet. Each asks for the guarded packet at that moment, checks that it belongs to the open chart, says what really happened and stands in the audit
 * trail, whether it went out or was held back. No text is made here: what leaves is what the core's guard let pass.
 */
export function useWays(app: App, subject: string, leave: () => Promise<Leaving>): Ways {
  const [report, setReport] = useState<Report | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  /** Our own button opens the print window: its event must not count twice. */
  const isOurs = useRef(false);
  const tell = (next: Report) => {
    setReport(next);
    announce(next.text);
  };
  const about = (way: string) => `packet:${subject}:${way}`;
  useEffect(() => {
    const onPrint = () => {
      if (!isOurs.current) app.audit('printed', about('browser'), app.isOwnContext() ? 'ok' : 'refused');
    };
    addEventListener('beforeprint', onPrint);
    return () => removeEventListener('beforeprint', onPrint);
  }, [app, subject]);
  const held = (action: 'copied' | 'printed' | 'exported', way: string, text: string) => {
    app.audit(action, about(way), 'refused');
    tell({ state: 'stop', text });
  };
  const putInClipboard = async (text: string, target: HTMLTextAreaElement | null, way: string): Promise<Report> => {
    const outcome = await copyText(text, target);
    app.audit('copied', about(way), outcome === 'selected' ? 'failed' : 'ok');
    app.count(outcome === 'selected' ? 'copy.failed' : 'copy.method', { detail: outcome });
    const { out } = packetWords;
    if (outcome === 'selected') return { state: 'look', text: out.selected, isSelected: true };
    return { state: 'fine', text: (outcome === 'command' ? out.copiedUnsure : out.copied)(text.length) };
  };
  return {
    report,
    box,
    close: () => setReport((now) => (now?.file ? { state: now.state, text: now.text } : now)),
    clear: () => setReport(null),
    async copy() {
      const ready = await leave();
      if ('held' in ready) return held('copied', 'text', ready.held);
      tell(await putInClipboard(plainAscii(ready.made.text), box.current, 'text'));
    },
    async print() {
      const ready = await leave();
      if ('held' in ready) return held('printed', 'page', ready.held);
      // After the page has been painted with who prints it and when: printing stops everything.
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      if (!app.isOwnContext()) return held('printed', 'page', packetWords.wrongContext);
      isOurs.current = true;
      let hasOpened = true;
      try {
        print();
      } catch {
        hasOpened = false;
      }
      isOurs.current = false;
      app.audit('printed', about('page'), hasOpened ? 'ok' : 'failed');
      tell(hasOpened ? { state: 'fine', text: packetWords.out.printing } : { state: 'look', text: packetWords.out.printRefused });
    },
    async save(kind) {
      const ready = await leave();
      if ('held' in ready) return held('exported', kind, ready.held);
      const text = ready.made[kind];
      const name = fileName(kind, new Date(), randomBytes);
      const address = URL.createObjectURL(new Blob([text], { type: TYPE[kind] }));
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      app.audit('exported', about(kind));
      tell({ state: 'info', text: packetWords.out.saved(name), file: { name, text } });
    },
    async copyFile(text, target) {
      if (!app.isOwnContext()) return held('copied', 'file', packetWords.wrongContext);
      const { state, text: said } = await putInClipboard(text, target, 'file');
      const file = report?.file;
      tell({ state, text: said, ...(file ? { file } : {}) });
    },
  };
}
