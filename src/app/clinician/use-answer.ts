import { useEffect, useRef, useState } from 'preact/hooks';
import { responseText } from '../../core/compose/response.ts';
import type { EvidenceLine, Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { type Corrected, correctedSince, factsNow, lineKey, struck } from './corrected.ts';
import { type CopyState, useCopy } from './use-copy.ts';

/** An answer as it is being made: what is chosen, the words, the facts that go with it, and the text that would be copied. */
export interface Answering {
  readonly option: string | null;
  readonly own: string;
  /** The facts now, then those that were shown and have been withdrawn or replaced since: struck through, never copied. */
  readonly lines: readonly EvidenceLine[];
  readonly isTicked: (line: EvidenceLine) => boolean;
  readonly tick: (line: EvidenceLine) => void;
  readonly lacksWords: boolean;
  /** Exactly what Copy would copy; '' while there is nothing to copy. */
  readonly text: string;
  /** Facts of this draft that the record has corrected since it was begun: nothing is copied until they were reviewed. */
  readonly toReview: readonly Corrected[];
  readonly reviewed: () => void;
  readonly choose: (option: string) => void;
  readonly write: (own: string) => void;
  readonly copy: () => Promise<void>;
  readonly report: CopyState | null;
  /** When the card was first shown; times to action count from here. */
  readonly shownAt: number;
  readonly box: ReturnType<typeof useCopy>['box'];
}

/** State of one card's answer. Nothing is chosen until the user chooses; a draft kept earlier is the user's own choice and comes back. */
export function useAnswer(prompt: Prompt, review: Review, onAnswered: () => void): Answering {
  const app = useApp();
  const draft = app.kept.value.drafts.find((entry) => entry.key === prompt.key);
  const [option, setOption] = useState<string | null>(draft?.option ?? null);
  const [own, setOwn] = useState(draft?.words ?? '');
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const { report, clear, box, copy } = useCopy(prompt);
  const record = { review, resource: app.resource };
  const now = factsNow(prompt, record);
  const seen = useRef<readonly EvidenceLine[]>(now);
  /** The facts as they stood when the draft was begun or last reviewed. */
  const [basis, setBasis] = useState<readonly EvidenceLine[] | null>(draft ? now : null);
  const shownAt = useRef(Date.now()).current;
  useEffect(() => {
    const keys = new Set(now.map((line) => `${lineKey(line)} ${line.value}`));
    seen.current = [...seen.current.filter((line) => !keys.has(`${lineKey(line)} ${line.value}`)), ...now];
  }, [prompt]);
  // A draft that was still being read from this device when the card was first shown.
  const isTouched = useRef(draft !== undefined);
  useEffect(() => {
    if (!draft || isTouched.current) return;
    isTouched.current = true;
    setOption(draft.option);
    setOwn(draft.words);
    setBasis(now);
  }, [draft]);

  const shownOut = new Set(now.filter((line) => line.flags.includes('withdrawn')).map(lineKey));
  const old = correctedSince(seen.current, now, record)
    .filter(({ line }) => !shownOut.has(lineKey(line)))
    .map(struck);
  const lines = [...now, ...old];
  const toReview = basis ? correctedSince(basis, now, record).filter(({ line }) => !dropped.includes(lineKey(line))) : [];
  const changed = new Set(toReview.map(({ line }) => lineKey(line)));
  const isTicked = (line: EvidenceLine) =>
    !line.flags.includes('withdrawn') && !dropped.includes(lineKey(line)) && !changed.has(lineKey(line));
  const chosen = prompt.options.find((entry) => entry.id === option) ?? null;
  const lacksWords = chosen?.needsWords === true && own.trim() === '';
  const text = lacksWords ? '' : responseText(chosen, own, now.filter(isTicked));
  const change = (next: { readonly option?: string | null; readonly own?: string }) => {
    const [nextOption, nextOwn] = [next.option === undefined ? option : next.option, next.own ?? own];
    if (!isTouched.current) app.audit('draft-created', prompt.ref);
    isTouched.current = true;
    setOption(nextOption);
    setOwn(nextOwn);
    clear();
    if (basis === null) setBasis(now);
    app.keepDraft(prompt.key, nextOption, nextOwn);
  };
  return {
    ...{ option, own, lines, isTicked, lacksWords, text, toReview, report, shownAt, box },
    tick(line) {
      const key = lineKey(line);
      const isOut = dropped.includes(key);
      if (!isOut) app.count('evidence.unticked', { prompt });
      setDropped(isOut ? dropped.filter((each) => each !== key) : [...dropped, key]);
      clear();
    },
    reviewed: () => {
      // A replaced value stays out until it is ticked again: nobody has chosen the new one.
      setDropped([...new Set([...dropped, ...changed])]);
      setBasis(now);
      clear();
    },
    choose: (id) => change({ option: id }),
    write: (words) => change({ own: words }),
    async copy() {
      if (text === '' || toReview.length > 0) return;
      if (!(await copy(text))) return;
      onAnswered();
      // Said and copied: if the question ever comes back, nothing is chosen for it.
      app.keepDraft(prompt.key, null, '');
      app.count('prompt.answered', { prompt, detail: option ?? 'own-words' });
      app.count('time.toAction', { prompt, detail: 'answered', ms: Date.now() - shownAt });
      app.audit('prompt-answered', prompt.ref);
      app.record({
        ...{ key: prompt.key, fingerprint: prompt.fingerprint, action: 'answered', reason: null, comment: '', until: null, seen: null },
        at: app.load.value.readAt ?? Date.now(),
      });
    },
  };
}
