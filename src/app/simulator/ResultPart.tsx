import { useState } from 'preact/hooks';
import { isTouched, simulationTotals } from '../../core/review/simulate.ts';
import type { EditAnswer } from '../../worker/index.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Table } from '../ui/Table.tsx';
import { flagsOf, rate } from './flags.ts';
import styles from './Simulator.module.css';
import { type OpenSources, StayPart } from './StayPart.tsx';
import type { Run } from './use-run.ts';
import { simulatorWords } from './words.ts';

/** More stays than these are shown on demand. */
const FIRST = 50;

/** Totals, what to look at, each stay with a difference, and what was skipped. */
export function ResultPart({
  run,
  answer,
  isNormal,
  onOpen,
}: {
  readonly run: Run;
  readonly answer: EditAnswer | null;
  readonly isNormal: boolean;
  readonly onOpen: OpenSources;
}) {
  const { result: say, run: runSays, skipped } = simulatorWords;
  const [most, setMost] = useState(FIRST);
  const totals = simulationTotals(run.tried.map(({ stay }) => stay));
  const touched = run.tried.filter(({ stay }) => isTouched(stay));
  const flags = answer ? flagsOf(answer, totals, isNormal) : [];
  const rows: readonly (readonly [string, string])[] = [
    [say.stays, String(totals.stays)],
    [say.touched, String(totals.touched)],
    [say.added, String(totals.added)],
    [say.removed, String(totals.removed)],
    [say.changed, String(totals.changed)],
    [say.unchanged, String(totals.unchanged)],
    [say.own, `${totals.own.before} -> ${totals.own.after}`],
    ...(totals.per100 === null ? [] : [[say.per100, rate(totals.per100)] as const]),
    [say.spread, `${totals.median}, ${totals.p95}`],
  ];
  return (
    <Part title={say.title}>
      {run.phase === 'cancelled' && <Banner state="info">{runSays.cancelled}</Banner>}
      {totals.stays === 0 && run.phase !== 'running' && <p>{runSays.nothing}</p>}
      {flags.map((flag) => (
        <Banner key={flag} state="look">
          {flag}
        </Banner>
      ))}
      {totals.stays > 0 && (
        <Table caption={say.table} head={[say.what, say.count]}>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="numbers">{value}</td>
            </tr>
          ))}
        </Table>
      )}
      {totals.answers.length > 0 && (
        <Table caption={say.answersTable} head={[say.answer, say.staysWith]}>
          {totals.answers.map(({ name, label, stays }) => (
            <tr key={`${name} ${label}`}>
              <th scope="row">{label}</th>
              <td class="numbers">{stays}</td>
            </tr>
          ))}
        </Table>
      )}
      {totals.stays > 0 && touched.length === 0 && <p>{say.none}</p>}
      {touched.length > 0 && (
        <section class={styles.list} aria-label={say.list}>
          {touched.slice(0, most).map((tried) => (
            <StayPart key={`${tried.where} ${tried.stay.encounter}`} tried={tried} onOpen={onOpen} />
          ))}
          {touched.length > most && (
            <Button look="second" onClick={() => setMost(most + FIRST)}>
              {say.more(touched.length - most)}
            </Button>
          )}
        </section>
      )}
      {run.skipped.length > 0 && (
        <Disclosure title={skipped.title(run.skipped.length)} startOpen={run.tried.length === 0}>
          <Table caption={skipped.title(run.skipped.length)} head={[skipped.where, skipped.why]}>
            {run.skipped.map(({ where, why }) => (
              <tr key={`${where} ${why}`}>
                <th scope="row">
                  <bdi>{where}</bdi>
                </th>
                <td>{skipped.reasons[why]}</td>
              </tr>
            ))}
          </Table>
        </Disclosure>
      )}
    </Part>
  );
}
