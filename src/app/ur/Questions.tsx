import { useRef, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { Evidence } from '../clinician/Evidence.tsx';
import { Later } from '../clinician/Later.tsx';
import { NotNeeded } from '../clinician/NotNeeded.tsx';
import { useApp } from '../model.ts';
import { promptsNow } from '../prompt-life.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import styles from './Block.module.css';
import { CopyReport, useCopy } from './CopyReport.tsx';
import { questionText } from './page-text.ts';
import { statusChecklist } from './rules.ts';
import { urWords } from './words.ts';

/** The level-of-care questions meant for UR or the physician advisor, open ones first; each can be copied, put off or closed with a reason. */
export function Questions({ review }: { readonly review: Review }) {
  const app = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = statusChecklist(review)?.id;
  const mine = review.prompts.filter(
    (prompt) => prompt.checklist === id && prompt.audience.some((audience) => audience === 'ur' || audience === 'physician-advisor'),
  );
  const now = promptsNow(mine, app.kept.value, app.load.value.readAt ?? review.asOf, review);
  const open = now.filter((entry) => entry.state === 'active');
  const closed = now.filter((entry) => entry.state !== 'active');
  return (
    <section class={styles.block} aria-labelledby="ur-questions" data-stop tabIndex={-1}>
      <h2 id="ur-questions" ref={heading} tabIndex={-1} class={styles.title}>
        {urWords.prompts.title}
      </h2>
      {open.length === 0 && <p class="meta">{urWords.prompts.none}</p>}
      <div class={styles.cards}>
        {open.map(({ prompt }, index) => (
          <Question
            key={prompt.key}
            prompt={prompt}
            review={review}
            name={words.prompt.position(words.kinds[prompt.kind], prompt.title.text, urWords.prompts.active, index + 1, open.length)}
            onClosed={() => heading.current?.focus()}
          />
        ))}
      </div>
      {closed.length > 0 && (
        <Disclosure title={<span class="meta">{urWords.prompts.closed(closed.length)}</span>}>
          <ul class={styles.lines}>
            {closed.map(({ prompt }) => (
              <li key={prompt.key} class={styles.row}>
                {prompt.title.text}
                <Button onClick={() => app.takeBack(prompt.key)}>{words.closed.showAgain}</Button>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

/** The payer class stands at the top of the board; in a question it would only distract. */
const factsOf = (prompt: Prompt) => prompt.evidence.filter((line) => line.concept !== 'regime');

function Question({
  prompt,
  review,
  name,
  onClosed,
}: {
  readonly prompt: Prompt;
  readonly review: Review;
  readonly name: string;
  readonly onClosed: () => void;
}) {
  const [part, setPart] = useState<'later' | 'not-needed' | null>(null);
  // When the question was put on screen: what was done about it is timed from there.
  const since = useRef(Date.now()).current;
  const copy = useCopy();
  const isForAdvisor = !prompt.audience.includes('ur');
  return (
    <Card name={name}>
      <StateMark state="look">{prompt.title.text}</StateMark>
      {isForAdvisor && <span class="meta">{urWords.prompts.advisor}</span>}
      <p>{prompt.text.text}</p>
      <Evidence prompt={prompt} facts={factsOf(prompt)} />
      <div class={styles.row}>
        <Button dense look="second" icon="copy" onClick={() => void copy.run({ prompt, text: questionText(prompt, factsOf(prompt)) })}>
          {urWords.prompts.copy}
        </Button>
        <Button dense expanded={part === 'later'} onClick={() => setPart(part === 'later' ? null : 'later')}>
          {urWords.prompts.later}
        </Button>
        <Button dense expanded={part === 'not-needed'} onClick={() => setPart(part === 'not-needed' ? null : 'not-needed')}>
          {urWords.prompts.notNeeded}
        </Button>
      </div>
      <CopyReport copy={copy} />
      {part === 'later' && <Later prompt={prompt} review={review} since={since} onClosed={onClosed} />}
      {part === 'not-needed' && <NotNeeded prompt={prompt} review={review} facts={factsOf(prompt)} since={since} onClosed={onClosed} />}
    </Card>
  );
}
