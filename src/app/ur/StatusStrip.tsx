import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { factsOf, hasRead } from '../../core/chart/chart.ts';
import { hasFlag } from '../../core/chart/fact.ts';
import type { Source } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Moons } from './Moons.tsx';
import { sourcesOf } from './open.ts';
import { PayerForm, payerSource } from './PayerClass.tsx';
import { SourceText } from './SourceText.tsx';
import styles from './StatusStrip.module.css';
import { hours, hoursMinutes, zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** Where the stay stands: each value with its time and a link to its source. Counted from the server's now, in the hospital's zone. */
export function StatusStrip({ review }: { readonly review: Review }) {
  const app = useApp();
  const payer = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { levelOfCare: care, chart, zone, asOf } = review;
  const text = urWords.strip;
  const time = (at: number) => zonedTime(at, zone);
  const midnights = factsOf(chart, 'midnight');
  const count = (value: number | null) => (value === null ? urWords.midnights.none : String(value));
  const { total, countable, inpatient } = care.midnights;
  const counts =
    total === null
      ? [urWords.midnights.none]
      : [
          `${count(total)} ${urWords.midnights.total}`,
          `${count(countable)} ${urWords.midnights.countable}`,
          ...(inpatient === null ? [] : [`${inpatient} ${urWords.midnights.inpatient}`]),
        ];
  const isObservationKnown = care.observationHours !== null || hasRead(chart, 'observation-order');
  const observed =
    care.observationHours !== null
      ? hours(care.observationHours * 3_600_000)
      : isObservationKnown
        ? text.noObservation
        : text.observationUnknown;
  const services = care.utilization?.observationServiceHours ?? null;
  const orderText = care.inpatientOrder !== null ? text.present : hasRead(chart, 'inpatient-order') ? text.absent : text.orderUnread;
  const close = () => {
    setOpen(false);
    setTimeout(() => payer.current?.focus(), 0);
  };
  return (
    <>
      <dl class={styles.strip} aria-label={text.name}>
        <Cell
          name={text.payer}
          unknown={care.regime === 'unknown'}
          more={payerSource(app, review)}
          action={
            <Button dense look="second" buttonRef={payer} expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {care.regime === 'unknown' ? urWords.payer.set : urWords.payer.change}
            </Button>
          }
        >
          <SourceText title={`${text.payer}: ${urWords.regime[care.regime]}`} sources={sourcesOrSearch('regime', chart)} look="value">
            {urWords.regime[care.regime]}
          </SourceText>
        </Cell>
        <Cell
          name={text.order}
          more={care.inpatientOrder === null ? null : time(care.inpatientOrder)}
          unknown={care.inpatientOrder === null && !hasRead(chart, 'inpatient-order')}
        >
          <SourceText
            title={`${text.order}: ${orderText}${care.inpatientOrder === null ? '' : `, ${time(care.inpatientOrder)}`}`}
            sources={sourcesOrSearch('inpatient-order', chart)}
            look="value"
          >
            {orderText}
          </SourceText>
        </Cell>
        <Cell name={text.care} more={care.careStartSource}>
          <SourceText
            title={`${text.care}: ${care.careStart === null ? text.careUnknown : time(care.careStart)}`}
            sources={sourcesOf(factsOf(chart, 'care-start'))}
            look="value"
          >
            {care.careStart === null ? text.careUnknown : time(care.careStart)}
          </SourceText>
        </Cell>
        <Cell
          name={text.observation}
          unknown={!isObservationKnown}
          more={[
            care.observationStart === null ? null : urWords.since(time(care.observationStart)),
            services === null ? null : text.services(services),
          ]
            .filter(Boolean)
            .join('; ')}
        >
          <SourceText
            title={`${text.observation}: ${observed}`}
            sources={sourcesOrSearch(care.observationHours === null ? 'observation-order' : 'observation-start', chart)}
            look="value"
          >
            {observed}
          </SourceText>
        </Cell>
        <Cell name={text.midnights} unknown={care.midnights.total === null} more={<Moons midnights={midnights} zone={zone} />}>
          <SourceText
            title={`${text.midnights}: ${counts.join(', ')}`}
            sources={midnights.length > 0 ? sourcesOf(midnights) : care.sources}
            look="value"
          >
            {counts.map((each, index) => [
              <span key={each} class={styles.count}>
                {each}
                {index < counts.length - 1 && ' ·'}
              </span>,
              ' ',
            ])}
          </SourceText>
        </Cell>
        <Cell name={text.next} more={care.nextMidnight === null ? null : text.at(time(care.nextMidnight), time(asOf))}>
          <span class={styles.value}>
            {care.nextMidnight !== null
              ? text.in(hoursMinutes(care.nextMidnight - asOf))
              : care.end !== null
                ? text.noNext
                : text.nextUnknown}
          </span>
        </Cell>
      </dl>
      {isOpen && <PayerForm review={review} onDone={close} />}
    </>
  );
}

/** What a value rests on; for its absence the search that was made. */
function sourcesOrSearch(concept: string, chart: Review['chart']): readonly Source[] {
  const facts = factsOf(chart, concept).filter((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));
  const read = chart.reads.get(concept);
  return facts.length > 0 ? sourcesOf(facts) : read ? [{ search: read.search, at: read.at }] : [];
}

function Cell({
  name,
  children,
  more,
  unknown,
  action,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
  readonly more?: ComponentChildren;
  /** Could not be looked at or counted: a dashed frame, so that it is never taken for a plain "no". */
  readonly unknown?: boolean;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class={`${styles.cell} ${unknown ? styles.unknown : ''}`}>
      <dt class="meta">{name}</dt>
      <dd>{children}</dd>
      {more && <dd class="meta numbers">{more}</dd>}
      {action && <dd class="no-print">{action}</dd>}
    </div>
  );
}
