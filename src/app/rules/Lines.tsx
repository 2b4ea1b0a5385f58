import type { Verdict } from '../../core/chart/verdict.ts';
import type { RuleLine } from '../../core/compose/rule-line.ts';
import { VerdictMark } from '../cdi/case/Verdict.tsx';
import styles from './Rules.module.css';

/** What the lines of a rule may lead to, and how the named ones stand for the open chart; nulls where there is nothing to say. */
export interface LineContext {
  readonly goTo: (name: string) => void;
  readonly leadsTo: (name: string) => boolean;
  readonly verdictOf: (name: string) => Verdict | null;
}

/** A criterion as an indented list: joining words as heads, named parts as links with their verdict. */
export function Lines({ line, context }: { readonly line: RuleLine; readonly context: LineContext | null }) {
  const { name } = line;
  const verdict = name !== null && context && !line.text.startsWith('Not: ') ? context.verdictOf(name) : null;
  const text =
    name !== null && context?.leadsTo(name) ? (
      <button type="button" class={styles.name} onClick={() => context.goTo(name)}>
        {line.text}
      </button>
    ) : (
      line.text
    );
  return (
    <div class={styles.line}>
      <span class={line.parts.length > 0 ? styles.join : ''}>
        {text}{' '}
        {verdict && (
          <span class={`${styles.inlineMark} no-print`}>
            <VerdictMark verdict={verdict} />
          </span>
        )}
      </span>
      {line.parts.length > 0 && (
        <ul class={styles.under}>
          {line.parts.map((part, at) => (
            <li key={`${at}-${part.text}`}>
              <Lines line={part} context={context} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
