import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../core/query/life.ts';
import { memorialOf, memorialText } from '../../../core/query/memorial.ts';
import { type QueryRecord, type QueryResponse, RESPONSES } from '../../../core/query/record.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyBox, CopyText } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { words } from '../../words.ts';
import styles from './Life.module.css';
import { copyBeside, countedAs, faultOf, keep, type Leaving, tryOut } from './send-out.ts';
import { momentText, typedMoment, WhenField } from './WhenField.tsx';
import { lifeWords, queryWords } from './words.ts';

const say = lifeWords.verbal;
const NONE = 'none';

/** The record of a query that was asked in person or by telephone: when, of whom, and what was answered at once. It passes the same checks as a written one. */
export function Verbal({ leaving, onBack }: { readonly leaving: Leaving; readonly onBack: () => void }) {
  const { app, review, recipient, now } = leaving;
  const head = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [to, setTo] = useState(recipient?.name ?? '');
  const [when, setWhen] = useState<string | null>(null);
  const [response, setResponse] = useState<string>(NONE);
  const [basis, setBasis] = useState('');
  const [comment, setComment] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [report, setReport] = useState<string | null>(null);
  const [kept, setKept] = useState<QueryRecord | null>(null);
  useEffect(() => head.current?.focus(), []);
  const at = when === null ? now : typedMoment(when, review.zone);
  const timeFault = at === null ? lifeWords.badTime : at > now ? lifeWords.future : null;
  const enter = async () => {
    if (at === null || timeFault !== null) return;
    const chosen: QueryResponse | undefined = RESPONSES.find((each) => each === response);
    const own = await faultOf(app, [to, chosen === undefined ? '' : basis, comment].join('\n'));
    if (own !== null) return setFault(queryWords.notDone.keep(own));
    const outcome = await tryOut(leaving, 'verbal');
    if (outcome.kind === 'blocked') return setFault(queryWords.notDone.keep(outcome.passed.why));
    const made = memorialOf({
      record: outcome.record,
      askedAt: at,
      to: to.trim(),
      answer: chosen === undefined ? null : { at, response: chosen, basis: basis.trim() === '' ? null : basis.trim() },
      ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
    });
    if (isRefusal(made)) return setFault(made.refused);
    keep(app, made);
    app.count('query.sent', { prompt: countedAs(made.draft), detail: 'verbal' });
    app.audit('query-sent', made.key);
    if (chosen !== undefined) app.count('query.answered', { prompt: countedAs(made.draft), detail: chosen });
    setFault(null);
    setKept(made);
  };
  const text = kept === null ? '' : memorialText(kept, review.zone, now);
  const copy = async () => {
    const done = await copyBeside(app, text, box.current, kept?.key ?? '');
    setReport(
      'fault' in done
        ? words.compose.blocked(done.fault)
        : done.outcome === 'selected'
          ? words.compose.refused
          : queryWords.copiedBeside(done.count),
    );
  };
  return (
    <section class={`${styles.confirm} no-print`} aria-labelledby="verbal-head">
      <h3 id="verbal-head" ref={head} tabIndex={-1} class={styles.formHead}>
        {say.title}
      </h3>
      {kept === null ? (
        <>
          <p class="meta">{say.hint}</p>
          <CopyText text={`${leaving.draft.title}\n\n${leaving.draft.body}`} />
          <Field label={queryWords.toName} value={to} onInput={setTo} />
          <WhenField label={say.asked} value={when ?? momentText(now, review.zone)} onInput={setWhen} />
          {timeFault && <Banner state="stop">{timeFault}</Banner>}
          <RadioGroup
            legend={say.answered}
            options={[{ id: NONE, text: say.none }, ...RESPONSES.map((id) => ({ id, text: lifeWords.response[id] }))]}
            chosen={response}
            onChoose={setResponse}
          />
          {response !== NONE && <Field label={lifeWords.basis} rows={2} value={basis} onInput={setBasis} />}
          {response.startsWith('agree') && basis.trim() === '' && <Banner state="look">{lifeWords.noBasis}</Banner>}
          <Field label={say.comment} value={comment} onInput={setComment} />
          {fault && <Banner state="stop">{fault}</Banner>}
        </>
      ) : (
        <>
          <CopyText text={text} />
          {report && <Banner state="fine">{report}</Banner>}
          <CopyBox name={say.title} isShown={report === words.compose.refused} boxRef={box} />
        </>
      )}
      <div class={styles.buttons}>
        {kept === null ? (
          <Button look="primary" disabled={timeFault !== null || to.trim() === ''} onClick={() => void enter()}>
            {say.keep}
          </Button>
        ) : (
          <Button look="primary" icon="copy" onClick={() => void copy()}>
            {say.copy}
          </Button>
        )}
        <Button look="second" onClick={onBack}>
          {kept === null ? lifeWords.cancel : words.close}
        </Button>
      </div>
    </section>
  );
}
