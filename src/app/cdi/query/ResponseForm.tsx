import { useState } from 'preact/hooks';
import { roundOf } from '../../../core/query/course.ts';
import { type QueryEvent, type QueryRecord, type QueryResponse, RESPONSES } from '../../../core/query/record.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import styles from './Life.module.css';
import { momentText, typedMoment, WhenField } from './WhenField.tsx';
import { lifeWords as say } from './words.ts';

/** Answers whose worth lies in what they rest on. */
const ASKS_BASIS: ReadonlySet<QueryResponse> = new Set<QueryResponse>([
  ...(['agree-new-diagnosis', 'agree-validated', 'disagree-ruled-out', 'other-diagnosis'] as const),
]);

/** What the provider answered, when, and on which clinical basis. An answer in any direction is an answer. */
export function ResponseForm({
  record,
  zone,
  now,
  onEnter,
  onCancel,
}: {
  readonly record: QueryRecord;
  readonly zone: string | null;
  readonly now: number;
  readonly onEnter: (event: QueryEvent) => void;
  readonly onCancel: () => void;
}) {
  const [response, setResponse] = useState<QueryResponse | null>(null);
  const [by, setBy] = useState(roundOf(record).lastSent?.to ?? record.recipient?.name ?? '');
  const [basis, setBasis] = useState('');
  const [when, setWhen] = useState<string | null>(null);
  const at = when === null ? now : typedMoment(when, zone);
  const timeFault = at === null ? say.badTime : at > now ? say.future : null;
  const lacksBasis = response !== null && ASKS_BASIS.has(response) && basis.trim() === '';
  const isReady = response !== null && by.trim() !== '' && timeFault === null;
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && response !== null && at !== null)
          onEnter({ kind: 'responded', at, by: by.trim(), response, basis: basis.trim() === '' ? null : basis.trim() });
      }}
    >
      <p class={styles.formHead} aria-hidden="true">
        {say.responded}
      </p>
      <RadioGroup
        quiet
        legend={say.responded}
        options={RESPONSES.map((id) => ({ id, text: say.response[id] }))}
        chosen={response}
        onChoose={(id) => setResponse(RESPONSES.find((each) => each === id) ?? null)}
      />
      <Field label={say.basis} rows={2} value={basis} onInput={setBasis} />
      {lacksBasis && <Banner state="look">{say.noBasis}</Banner>}
      <Field label={say.byWhom} value={by} onInput={setBy} />
      <WhenField label={say.when} value={when ?? momentText(now, zone)} onInput={setWhen} />
      {timeFault && <Banner state="stop">{timeFault}</Banner>}
      <div class={styles.buttons}>
        <Button type="submit" look="primary" dense disabled={!isReady}>
          {say.enter}
        </Button>
        <Button dense onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
