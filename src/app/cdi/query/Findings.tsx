import type { QueryDraft, QueryIndicator } from '../../../core/compose/statement.ts';
import { useApp } from '../../model.ts';
import { Button } from '../../ui/Button.tsx';
import { cdiWords } from '../words.ts';
import { indicatorKey } from './draft-edit.ts';
import styles from './Query.module.css';

const SIDES = [
  ['supports', cdiWords.query.supports],
  ['against', cdiWords.query.otherWay],
  ['neutral', cdiWords.query.context],
] as const;

/** The findings of a draft with a tick each, both sides in the same form; each opens its source. */
export function Findings({
  draft,
  dropped,
  onToggle,
}: {
  readonly draft: QueryDraft;
  readonly dropped: readonly string[];
  readonly onToggle: (key: string) => void;
}) {
  return (
    <fieldset class={styles.set} data-keys>
      <legend>{cdiWords.query.findings}</legend>
      {SIDES.map(([side, head]) => {
        const indicators = draft.indicators.filter((indicator) => indicator.polarity === side);
        if (indicators.length === 0) return null;
        return (
          <div key={side}>
            <p class="meta">{head}</p>
            {indicators.map((indicator) => (
              <Finding
                key={indicatorKey(indicator)}
                indicator={indicator}
                isTicked={!dropped.includes(indicatorKey(indicator))}
                onToggle={() => onToggle(indicatorKey(indicator))}
              />
            ))}
          </div>
        );
      })}
    </fieldset>
  );
}

function Finding({
  indicator,
  isTicked,
  onToggle,
}: {
  readonly indicator: QueryIndicator;
  readonly isTicked: boolean;
  readonly onToggle: () => void;
}) {
  const app = useApp();
  const { line } = indicator;
  return (
    <div class={styles.finding}>
      <label class={styles.tick}>
        <input type="checkbox" data-row checked={isTicked} onChange={onToggle} />
        <span class={isTicked ? '' : styles.out}>
          <bdi>{unbroken(line.text)}</bdi>
        </span>
      </label>
      <Button
        dense
        onClick={() => {
          app.drawer.value = line.flags.includes('not-found')
            ? { kind: 'sources', title: line.label, sources: line.sources }
            : { kind: 'fact', line, prompt: null };
        }}
      >
        {cdiWords.query.source}
        <span class="hidden-text"> {line.label}</span>
      </Button>
    </div>
  );
}

/** Day and time stay on one line. */
const unbroken = (text: string) =>
  text.split(/(\d\d-\d\d \d\d:\d\d)/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={`${index}-${part}`} class={styles.time}>
        {part}
      </span>
    ) : (
      part
    ),
  );
