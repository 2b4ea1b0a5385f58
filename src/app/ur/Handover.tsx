import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import type { Handover as HandoverValue } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import block from './Block.module.css';
import { CopyReport, useCopy } from './CopyReport.tsx';
import { decided } from './decision.ts';
import { HandoverAnswer } from './HandoverAnswer.tsx';
import { handOver, handoversOf, newHandover } from './handover.ts';
import { headOf, pageText, partsOf } from './page-text.ts';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** The way to the physician advisor: one click keeps the question with the nurse's view and copies it, with the brief, to be sent. Answers stand under it. */
export function Handover({ review }: { readonly review: Review }) {
  const app = useApp();
  const copy = useCopy();
  const words = urWords.handover;
  const brief = review.brief;
  const [question, setQuestion] = useState<string | null>(null);
  if (!brief) return null;
  const asked = question ?? brief.question.text;
  const made = decided(review, app.kept.value);
  const view = made ? `${urWords.decision.options[made.choice]}. ${urWords.decision.reason}: ${made.reason}` : null;
  const textOf = (one: HandoverValue) =>
    [
      `${words.title}\n${words.asks(one.by, zonedTime(one.at, review.zone))}\n${one.question}\n${words.view}: ${one.view ?? words.noView}`,
      pageText(headOf(review, app.identity.value, app.session.userName), partsOf(brief, made)),
    ].join('\n\n');
  const page = (one: HandoverValue) => ({
    ...{ id: 'handover', title: words.title, question: one.question, text: textOf(one) },
    own: [
      { place: words.question, text: one.question },
      { place: words.view, text: one.view ?? '' },
      { place: urWords.decision.title, text: made?.reason ?? '' },
    ],
  });
  const hand = async () => {
    const one = newHandover(review, app, asked.trim(), view);
    // Copied first: what the linter holds back is not handed over either.
    if (!(await copy.run({ page: page(one) }))) return;
    handOver(app, one);
    setQuestion(null);
  };
  const all = handoversOf(review, app);
  return (
    <section class={block.block} aria-labelledby="ur-handover" data-stop tabIndex={-1}>
      <h2 id="ur-handover" class={block.title}>
        {words.title}
      </h2>
      <Fold isOpen={all.length > 0 || made?.choice === 'unclear'}>
        <Field
          label={words.question}
          rows={2}
          value={asked}
          onInput={setQuestion}
          hint={view === null ? words.noViewYet : `${words.view}: ${view}`}
        />
        <div class={block.row}>
          <Button look="second" icon="copy" disabled={asked.trim() === ''} onClick={() => void hand()}>
            {words.hand}
          </Button>
        </div>
        <p class="meta">{words.where}</p>
      </Fold>
      <CopyReport copy={copy} name={words.text} />
      <ul class={block.cards}>
        {all.map((one) => (
          <li key={one.key} class={block.quoted}>
            <StateMark state={one.answer ? 'fine' : 'look'}>{one.answer ? words.answered : words.open}</StateMark>{' '}
            <span class="meta numbers">{words.asks(one.by, zonedTime(one.at, review.zone))}</span>
            <p>{one.question}</p>
            <p class="meta">
              {words.view}: {one.view ?? words.noView}
            </p>
            {one.answer && (
              <p>
                <b>{words.views[one.answer.view] ?? one.answer.view}</b>: {one.answer.reason}{' '}
                <span class="meta numbers">{words.from(one.answer.by, zonedTime(one.answer.at, review.zone))}</span>
              </p>
            )}
            {!one.answer && <HandoverAnswer review={review} handover={one} />}
            <Button dense icon="copy" onClick={() => void copy.run({ page: page(one) })}>
              {words.again}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Open once somebody is unclear or a hand-over stands; before that one line that leads to it. */
function Fold({ isOpen, children }: { readonly isOpen: boolean; readonly children: ComponentChildren }) {
  if (isOpen) return <div class={block.decision}>{children}</div>;
  return <Disclosure title={urWords.handover.fold}>{children}</Disclosure>;
}
