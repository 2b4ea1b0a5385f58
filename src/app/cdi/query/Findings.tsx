import type { QueryDraft, QueryIndicator } from '../../../core/compose/statement.ts';
import { useApp } from '../../model.ts';
import { Button } from '../../ui/Button.tsx';
import { indicatorKey } from './draft-edit.ts';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

const SIDES = [
  ['supports', say.supports],
  ['against', say.otherWay],
  ['neutral', say.context],
] as const;

/** The findings of a draft with a tick each, both sides in the same form; each opens its source. What is gone from the record stands struck through. */
export function Findings({
  draft,
  ticked,
  dropped,
  gone,
  onToggle,
}: {
  readonly draft: QueryDraft;
  /** The findings as they will be sent: a remark names its place by their order. */
  readonly ticked: readonly QueryIndicator[];
  readonly dropped: readonly string[];
  readonly gone: readonly string[];
  readonly onToggle: (indicator: QueryIndicator) => void;
}) {
  return (
    <fieldset class={styles.set} data-keys data-place="indicators">
      <legend>{say.findings}</legend>
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
                place={ticked.findIndex((each) => indicatorKey(each) === indicatorKey(indicator))}
                isTicked={!dropped.includes(indicatorKey(indicator))}
                onToggle={() => onToggle(indicator)}
              />
            ))}
          </div>
        );
      })}
      {gone.map((text) => (
        <div key={text} class={styles.finding}>
          <label class={styles.tick}>
            <input type="checkbox" disabled checked={false} />
            <span class={styles.out}>
              <s>{text}</s>
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function Finding({
  indicator,
  place,
  isTicked,
  onToggle,
}: {
  readonly indicator: QueryIndicator;
  readonly place: number;
  readonly isTicked: boolean;
  readonly onToggle: () => void;
}) {
  const app = useApp();
  const { line } = indicator;
  return (
    <div class={styles.finding} data-place={place < 0 ? undefined : `indicators[${place}]`}>
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
        {say.source}
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
