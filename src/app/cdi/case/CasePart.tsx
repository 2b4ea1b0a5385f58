import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useApp } from '../../model.ts';
import { Loading } from '../../shell/Loading.tsx';
import { StaleBanner } from '../../shell/StaleBanner.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { words } from '../../words.ts';
import styles from '../CdiWorkplace.module.css';
import { BackButton } from '../list/ListView.tsx';
import type { Worklist } from '../list/worklist.ts';
import { cdiWords } from '../words.ts';
import { CaseView } from './CaseView.tsx';
import type { WorkContext } from './case-context.ts';
import { Finish } from './Finish.tsx';
import { linesFor } from './lines.ts';
import { SecondLevel } from './SecondLevel.tsx';

/** The middle of the workplace: the case, or its second-level review, and how to finish it; or why it is not shown. */
export function CasePart({
  list,
  condition,
  onCondition,
  asksReason,
  onAsk,
  isSecond,
  onSecond,
  finish,
  leaving,
  onBackToChart,
}: {
  readonly list: Worklist;
  readonly condition: string;
  readonly onCondition: (id: string) => void;
  readonly asksReason: boolean;
  readonly onAsk: (asks: boolean) => void;
  readonly isSecond: boolean;
  readonly onSecond: (shows: boolean) => void;
  readonly finish: { current: (() => void) | null };
  readonly leaving: () => () => void;
  readonly onBackToChart: () => void;
}) {
  const app = useApp();
  const review = app.review.value;
  // Only a change of its own row draws a case again, not one of the two hundred others.
  const { encounter } = app.session;
  const own = useMemo(() => computed(() => list.rows.value.find((each) => each.encounter === encounter)), [list, encounter]);
  const row = own.value;
  const context: WorkContext | null = review && {
    review,
    concepts: list.concepts,
    workflow: list.workflow,
    lineOf: linesFor(review, list.concepts),
  };
  const isForeign = app.others !== undefined && app.others.launched !== app;
  return (
    <section class={`${styles.case} ${isSecond ? '' : 'no-print'}`} data-part="case" aria-labelledby="case-head">
      <h2 id="case-head" class="hidden-text" tabIndex={-1}>
        {cdiWords.parts.case} {app.identity.value?.name}
      </h2>
      {isForeign && (
        <div class="no-print">
          <Banner state="look" action={<BackButton onClick={onBackToChart} />}>
            {cdiWords.case.foreign}
          </Banner>
        </div>
      )}
      {app.problem.value && <Banner state="stop">{problemWords(app.problem.value)}</Banner>}
      <Loading />
      <StaleBanner />
      {context && isSecond && <SecondLevel key={`second ${context.review.encounter}`} context={context} onBack={() => onSecond(false)} />}
      {context && !isSecond && (
        <CaseView key={context.review.encounter} context={context} row={row} list={list} chosen={condition} onChoose={onCondition} />
      )}
      {context && !isSecond && (
        <Finish
          key={`finish ${context.review.encounter}`}
          context={context}
          row={row}
          condition={condition}
          asksReason={asksReason}
          onAsk={onAsk}
          onSecond={() => onSecond(true)}
          finish={finish}
          leaving={leaving}
          onUndo={(before) => list.restored(encounter, before)}
        />
      )}
      {!review && !app.problem.value && (
        <>
          <p class="meta">{cdiWords.case.loading}</p>
          <Skeleton lines={8} />
        </>
      )}
    </section>
  );
}

const problemWords = ({ kind, what }: { readonly kind: keyof typeof words.problems; readonly what: string }): string =>
  kind === 'unsupported' && what === 'Encounter' ? words.states.noStay : `${words.states.crashed} (${words.problems[kind]})`;
