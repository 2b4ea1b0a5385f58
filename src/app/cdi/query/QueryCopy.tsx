import { useRef, useState } from 'preact/hooks';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import { mayBeSent } from '../../../core/lint/index.ts';
import { type CopyOutcome, copyText, plainAscii } from '../../clipboard.ts';
import { type App, useApp } from '../../model.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyBox } from '../../ui/CopyText.tsx';
import { announce } from '../../ui/Live.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import { placeWords } from './checks.ts';
import styles from './Query.module.css';
import { type LintState, lintNow } from './use-lint.ts';

type Report = { readonly kind: CopyOutcome; readonly count: number } | { readonly kind: 'blocked'; readonly reason: string };

/** True when the case on screen is of another chart than the one open in the EHR. */
export const isForeign = (app: App): boolean => app.others !== undefined && app.others.launched !== app;

/** The text of a query; for a patient whose chart is not open in the EHR it begins with whose it is. */
export function queryText(app: App, draft: QueryDraft): string {
  const identity = app.identity.value;
  const whose = isForeign(app) && identity ? `${cdiWords.query.forPatient(identity.name, identity.birthDate, identity.mrn)}\n\n` : '';
  return plainAscii(`${whose}${draft.title}\n\n${draft.body}`);
}

/** Copies the draft, or says why not: it must belong to this patient, be unchanged since it was reviewed, and pass its checks at this moment. */
export function QueryCopy({
  draft,
  lint,
  recipient,
  isChanged,
  onReset,
}: {
  readonly draft: QueryDraft;
  readonly lint: LintState;
  readonly recipient: string | null;
  readonly isChanged: boolean;
  readonly onReset: (() => void) | null;
}) {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const [report, setReport] = useState<Report | null>(null);
  const fault = async (): Promise<string | null> => {
    if (!app.isOwnContext()) return cdiWords.query.blocked.context;
    if (isChanged) return cdiWords.query.blocked.changed;
    const findings = await lintNow(app, draft, recipient);
    if (findings === null) return cdiWords.query.blocked.unchecked;
    const first = findings.find((finding) => finding.severity === 'E');
    return first ? `${placeWords(first.at, draft)}: ${first.message} (${first.rule})` : null;
  };
  const copy = async () => {
    const reason = await fault();
    // Asked again after the wait: another chart may have been opened meanwhile.
    const late = reason ?? (app.isOwnContext() ? null : cdiWords.query.blocked.context);
    if (late) {
      setReport({ kind: 'blocked', reason: late });
      return announce(words.compose.blocked(late));
    }
    const text = queryText(app, draft);
    const kind = await copyText(text, box.current);
    setReport({ kind, count: text.length });
    announce(reportWords({ kind, count: text.length }));
  };
  useShortcuts(app.site.switches.shortcuts, { c: () => void copy() });
  const isBlocked = lint.findings === null || !mayBeSent(lint.findings) || isChanged;
  return (
    <div class={`${styles.copy} no-print`}>
      <div class={styles.actions}>
        <Button look="primary" icon="copy" shortcut="c" onClick={() => void copy()}>
          {cdiWords.query.copy}
        </Button>
        <Button look="second" disabled={isBlocked} onClick={() => window.print()}>
          {cdiWords.query.print}
        </Button>
        {onReset && <Button onClick={onReset}>{cdiWords.query.reset}</Button>}
        <span class="meta numbers">{cdiWords.query.words(draft.body.split(/\s+/).length)}</span>
      </div>
      {report && (
        <Banner state={report.kind === 'blocked' ? 'stop' : report.kind === 'selected' ? 'look' : 'fine'}>{reportWords(report)}</Banner>
      )}
      <CopyBox name={cdiWords.query.preview} isShown={report?.kind === 'selected'} boxRef={box} />
    </div>
  );
}

function reportWords(report: Report): string {
  if (report.kind === 'blocked') return words.compose.blocked(report.reason);
  if (report.kind === 'selected') return words.compose.refused;
  return report.kind === 'command' ? words.compose.copiedUnsure(report.count) : cdiWords.query.copied(report.count);
}
