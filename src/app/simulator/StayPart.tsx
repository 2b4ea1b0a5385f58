import type { Source } from '../../core/compose/statement.ts';
import type { ChangedAnswer, SimulatedPrompt } from '../../core/review/simulate.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Table } from '../ui/Table.tsx';
import { words } from '../words.ts';
import styles from './Simulator.module.css';
import type { Tried } from './use-run.ts';
import { simulatorWords } from './words.ts';

/** Opens what a sentence of a tried stay rests on. */
export type OpenSources = (tried: Tried, title: string, sources: readonly Source[]) => void;

/** One stay with its difference: prompts added, removed and changed, and the answers behind them. */
export function StayPart({ tried, onOpen }: { readonly tried: Tried; readonly onOpen: OpenSources }) {
  const { result: say } = simulatorWords;
  const { stay, where, on } = tried;
  const { added, removed, changed, answers } = stay;
  const isPromptless = added.length + removed.length + changed.length === 0;
  const title = (
    <>
      {stay.encounter}{' '}
      <span class="meta">
        {on?.kind === 'here' ? say.here : say.file(where)} ·{' '}
        {isPromptless ? say.onlyAnswers : say.counts(added.length, removed.length, changed.length)}
      </span>
    </>
  );
  const open = (text: string, sources: readonly Source[]) => onOpen(tried, text, sources);
  return (
    <Disclosure title={title}>
      <div class={styles.stay}>
        {added.map((prompt) => (
          <PromptText key={prompt.key} name={say.kinds.added} prompt={prompt} onOpen={open} />
        ))}
        {removed.map((prompt) => (
          <PromptText key={prompt.key} name={say.kinds.removed} prompt={prompt} onOpen={open} />
        ))}
        {changed.map(({ before, after, parts }) => (
          <div key={after.key} class={styles.pair}>
            <p class="meta">{say.differs(parts.map((part) => say.parts[part]).join(', '))}</p>
            <PromptText name={say.kinds.before} prompt={before} onOpen={open} />
            <PromptText name={say.kinds.after} prompt={after} onOpen={open} />
          </div>
        ))}
        {answers.length > 0 && <Answers answers={answers} />}
      </div>
    </Disclosure>
  );
}

function PromptText({
  name,
  prompt,
  onOpen,
}: {
  readonly name: string;
  readonly prompt: SimulatedPrompt;
  readonly onOpen: (text: string, sources: readonly Source[]) => void;
}) {
  const lines = [{ text: prompt.title, sources: prompt.sources }, { text: prompt.text, sources: prompt.sources }, ...prompt.evidence];
  return (
    <section class={styles.prompt} aria-label={`${name}: ${prompt.title}`}>
      <p class="meta">
        {name} · {prompt.checklist}/{prompt.item}
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line.text}>
            <button type="button" class={styles.link} onClick={() => onOpen(line.text, line.sources)}>
              <bdi>{line.text}</bdi>
              <span class="hidden-text">, {simulatorWords.result.openSource}</span>
            </button>
          </li>
        ))}
        {prompt.absent.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}

/** 'not-met' as the screens say it. */
function answerWord(value: string | null): string {
  if (value === null) return simulatorWords.result.none_;
  const verdicts: Readonly<Record<string, string>> = words.evidence.verdicts;
  return Object.hasOwn(verdicts, value) ? (verdicts[value] ?? value) : value.replaceAll('-', ' ');
}

function Answers({ answers }: { readonly answers: readonly ChangedAnswer[] }) {
  const { result: say } = simulatorWords;
  return (
    <Table caption={say.why} head={[say.answer, say.from, say.to]}>
      {answers.map(({ part, name, label, from, to }) => (
        <tr key={`${part} ${name}`}>
          <th scope="row">
            {label} <span class="meta">{say.partOf[part]}</span>
          </th>
          <td>{answerWord(from)}</td>
          <td>{answerWord(to)}</td>
        </tr>
      ))}
    </Table>
  );
}
