import { useMemo, useRef, useState } from 'preact/hooks';
import type { Concepts } from '../../../core/chart/concept.ts';
import type { QueryPurpose } from '../../../core/checklist/linked.ts';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import { openQueryFor } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { Review } from '../../../core/review/review.ts';
import type { QueryType } from '../../../ehr/index.ts';
import { hospitalNow } from '../../hospital-now.ts';
import { useApp } from '../../model.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { AddFinding } from './AddFinding.tsx';
import { Addressee } from './Addressee.tsx';
import { Answers } from './Answers.tsx';
import { AskedBefore } from './AskedBefore.tsx';
import { Changes } from './Changes.tsx';
import { Checks } from './Checks.tsx';
import { ConfirmWrite } from './ConfirmWrite.tsx';
import { placeOf } from './checks.ts';
import { applyEdits, changesSince, type Edits, indicatorKey, isEdited, noEdits, readEdits, reviewed, withAdded } from './draft-edit.ts';
import { Findings } from './Findings.tsx';
import { FormatChoice } from './FormatChoice.tsx';
import { offeredFacts } from './offered-facts.ts';
import { Purposes } from './Purposes.tsx';
import styles from './Query.module.css';
import { QueryPrint } from './QueryPrint.tsx';
import { Quotes } from './Quotes.tsx';
import { type Recipient, recipientsOf } from './recipients.ts';
import { openDraft, recordOf } from './record-of.ts';
import type { Leaving } from './send-out.ts';
import { useLint } from './use-lint.ts';
import { Verbal } from './Verbal.tsx';
import { WaysOut } from './WaysOut.tsx';
import { queryWords as say } from './words.ts';

/** One draft: to whom, what it shows, what it asks; checked as it is changed. Only what is ticked is in it. */
export function QueryEditor({
  draft,
  review,
  concepts,
  policy,
  isPrinted,
  due,
  onPurpose,
  onShow,
}: {
  readonly draft: QueryDraft;
  readonly review: Review;
  readonly concepts: Concepts;
  readonly policy: QueryPolicy;
  /** False: something else is on paper now. */
  readonly isPrinted: boolean;
  /** Purposes that have a draft in this case. */
  readonly due: readonly QueryPurpose[];
  readonly onPurpose: (purpose: QueryPurpose) => void;
  /** Shows a query that was written before. */
  readonly onShow: (key: string) => void;
}) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  const key = `${review.encounter} query ${draft.checklist} ${draft.id}`;
  const kept = app.kept.value.drafts.find((entry) => entry.key === key);
  const [edits, setEdits] = useState<Edits>(() => (kept ? readEdits(kept.words) : null) ?? noEdits(draft));
  const [view, setView] = useState<'draft' | 'verbal' | QueryType>('draft');
  const [asksAnew, setAsksAnew] = useState(false);
  const change = (more: Partial<Edits>) => {
    const next = { ...edits, ...more };
    setEdits(next);
    app.keepDraft(key, null, isEdited(next) ? JSON.stringify(next) : '');
  };
  const offered = useMemo(() => offeredFacts(review, draft, concepts), [review, draft, concepts]);
  const recipients = useMemo(() => recipientsOf(app, review, draft), [app, review, draft]);
  const whole = withAdded(draft, edits, offered);
  const edited = applyEdits(whole, edits);
  const typed: Recipient | null =
    recipients.length === 0 && edits.to?.trim() ? { name: edits.to.trim(), ref: null, role: 'provider', since: null, wrote: null } : null;
  const recipient = recipients.find(({ name }) => name === edits.to) ?? recipients[0] ?? typed;
  const changes = changesSince(draft, edits, offered);
  const isChanged = changes.gone.length > 0 || changes.came.length > 0;
  const { queries } = app.kept.value;
  const before = openDraft(queries, draft);
  const leaving: Leaving = {
    ...{ app, review, draft: edited, recipient, recipients, policy, isChanged },
    ...{ overrides: edits.overrides, before, now: hospitalNow(app) },
  };
  const record = recordOf(leaving);
  const lint = useLint(app, record, leaving);
  const twin = openQueryFor(
    queries.filter((each) => each !== before),
    record.concept,
    record.recipient,
    record.encounter,
  );
  const toggle = (list: readonly string[], entry: string) =>
    list.includes(entry) ? list.filter((each) => each !== entry) : [...list, entry];
  const goTo = (at: string) => {
    const place = root.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(placeOf(at))}"]`);
    const found = place ?? root.current?.querySelector<HTMLElement>('[data-place="question"]');
    const field = found?.querySelector<HTMLElement>('input:not(:disabled), textarea, select, button');
    field?.focus();
    field?.scrollIntoView?.({ block: 'center' });
  };
  if (view === 'verbal') return <Verbal leaving={leaving} onBack={() => setView('draft')} />;
  if (view !== 'draft')
    return (
      <ConfirmWrite
        leaving={leaving}
        type={view}
        changes={changes}
        onReviewed={() => change(reviewed(draft, edits, offered))}
        onBack={() => setView('draft')}
      />
    );
  return (
    <>
      <div ref={root} class={`${styles.editor} no-print`}>
        {twin && (
          <AskedBefore
            twin={twin}
            zone={review.zone}
            now={leaving.now}
            onShow={onShow}
            onAnew={asksAnew ? null : () => setAsksAnew(true)}
          />
        )}
        {(twin === null || asksAnew) && (
          <>
            <Addressee recipients={recipients} chosen={recipient} zone={review.zone} onChoose={(to) => change({ to })} />
            {isChanged && <Changes changes={changes} onReviewed={() => change(reviewed(draft, edits, offered))} />}
            <FormatChoice
              draft={{ ...draft, indicators: whole.indicators }}
              format={whole.format}
              policy={policy}
              onChoose={(format) => change({ format: format === draft.format ? null : format, question: null })}
            />
            <div data-place="title">
              <Field label={say.titleField} value={edits.title ?? whole.title} onInput={(title) => change({ title })} />
            </div>
            <Quotes statements={whole.documentedStatements} zone={review.zone} asOf={review.asOf} />
            <Findings
              draft={whole}
              ticked={edited.indicators}
              dropped={edits.dropped}
              gone={changes.gone}
              onToggle={(each) => {
                if (!edits.dropped.includes(indicatorKey(each))) app.count('evidence.unticked', { detail: each.line.concept });
                change({ dropped: toggle(edits.dropped, indicatorKey(each)) });
              }}
            />
            <AddFinding
              offered={offered}
              shown={whole.indicators}
              onAdd={(each) => change({ added: [...edits.added, { key: indicatorKey(each), text: each.line.text }] })}
            />
            <div data-place="question">
              <Field label={say.question} rows={3} value={edits.question ?? whole.question} onInput={(question) => change({ question })} />
            </div>
            <Answers
              whole={whole}
              edited={edited}
              dropped={edits.droppedOptions}
              onToggle={(text) => change({ droppedOptions: toggle(edits.droppedOptions, text) })}
              onRationale={(rationale) => change({ rationale })}
            />
            <Disclosure title={<span class="meta">{say.preview}</span>}>
              <CopyText text={record.text} />
            </Disclosure>
            <Purposes policy={policy} shown={draft.purpose} due={due} onChoose={onPurpose} />
            <div class={`${styles.foot} no-print`}>
              <Checks
                draft={edited}
                lint={lint}
                overrides={edits.overrides}
                onOverride={(overrides) => change({ overrides })}
                onGo={goTo}
              />
              <WaysOut
                leaving={leaving}
                onGo={goTo}
                onShow={onShow}
                onView={setView}
                onReset={isEdited(edits) ? () => change(noEdits(draft)) : null}
              />
            </div>
          </>
        )}
      </div>
      {isPrinted && <QueryPrint record={record} lint={lint} isChanged={isChanged} />}
    </>
  );
}
