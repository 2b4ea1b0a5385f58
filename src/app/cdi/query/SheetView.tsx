import { useEffect, useRef, useState } from 'preact/hooks';
import type { AuditSheet } from '../../../core/query/audit-sheet.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyBox } from '../../ui/CopyText.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { words } from '../../words.ts';
import styles from './Life.module.css';
import { copyBeside, faultOf } from './send-out.ts';
import { queryWords, lifeWords as say } from './words.ts';

/** Everything an audit asks of one query, to read, copy and print; each row opens what it rests on. */
export function SheetView({
  record,
  zone,
  now,
  onBack,
}: {
  readonly record: QueryRecord;
  readonly zone: string | null;
  readonly now: number;
  readonly onBack: () => void;
}) {
  const app = useApp();
  const head = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [sheet, setSheet] = useState<AuditSheet | 'failed' | null>(null);
  const [report, setReport] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const fail = () => isCurrent && setSheet('failed');
    if (!app.query) fail();
    void app.query?.({ what: 'sheet', record, zone, now }).then((answer) => {
      if (isCurrent && answer.what === 'sheet') setSheet(answer.sheet);
    }, fail);
    return () => {
      isCurrent = false;
    };
  }, [app, record]);
  useEffect(() => head.current?.focus(), []);
  if (sheet === 'failed') return <Banner state="stop">{queryWords.blocked.unchecked}</Banner>;
  const identity = app.identity.value;
  // The word "audit" stands in the heading only: it is the sheet's own name, and the sheet goes to no provider.
  const rows = sheet === null ? '' : rowsOf(sheet);
  const text = sheet === null ? '' : `${sheet.title}\n${rows}`;
  const copy = async () => {
    const done = await copyBeside(app, text, box.current, record.key, rows);
    setReport(
      'fault' in done
        ? words.compose.blocked(done.fault)
        : done.outcome === 'selected'
          ? words.compose.refused
          : queryWords.copiedBeside(done.count),
    );
  };
  const print = async () => {
    const fault = await faultOf(app, rows);
    app.audit('printed', record.key, fault === null ? 'ok' : 'refused');
    if (fault !== null) return setReport(queryWords.notDone.print(fault));
    window.print();
  };
  return (
    <section class={styles.sheet} aria-labelledby="sheet-head">
      <h3 id="sheet-head" ref={head} tabIndex={-1} class={styles.formHead}>
        {sheet?.title ?? say.sheet}
      </h3>
      <p class={styles.onPaper}>
        <strong>{identity?.name}</strong> {words.identity.born} {identity?.birthDate ?? '-'} {words.identity.mrn} {identity?.mrn ?? '-'}.{' '}
        {app.session.userName ? queryWords.preparedBy(app.session.userName) : ''}
      </p>
      <div class={`${styles.buttons} no-print`}>
        <Button look="primary" icon="copy" dense disabled={sheet === null} onClick={() => void copy()}>
          {say.copySheet}
        </Button>
        <Button look="second" dense disabled={sheet === null} onClick={() => void print()}>
          {say.printSheet}
        </Button>
        <Button look="second" dense onClick={onBack}>
          {words.close}
        </Button>
      </div>
      {report && <Banner state={report === words.compose.refused ? 'look' : 'info'}>{report}</Banner>}
      <CopyBox name={say.sheet} isShown={report === words.compose.refused} boxRef={box} />
      {sheet === null && <Skeleton lines={8} />}
      {sheet?.sections.map(({ heading, rows }) => (
        <div key={heading}>
          <h4 class={styles.formHead}>{heading}</h4>
          <dl class={styles.facts}>
            {rows.map((row, index) => (
              <div key={`${index}-${row.label}`} class={styles.factRow}>
                <dt>{row.label}</dt>
                <dd>
                  <bdi>{row.text}</bdi>
                  {row.ref !== null && <span class="meta"> {row.ref}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}

/** The rows of the sheet as plain text. */
const rowsOf = ({ sections }: AuditSheet): string =>
  sections
    .flatMap(({ heading, rows }) => [
      '',
      heading,
      ...rows.map(({ label, text, ref }) => `${label}: ${text}${ref === null ? '' : ` (${ref})`}`),
    ])
    .join('\n');
