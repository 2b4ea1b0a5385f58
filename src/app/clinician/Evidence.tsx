import { useState } from 'preact/hooks';
import type { EvidenceLine, Prompt, Statement } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { EvidenceChip } from '../ui/EvidenceChip.tsx';
import { words } from '../words.ts';
import { lineKey } from './corrected.ts';
import styles from './Evidence.module.css';
import { byWorth } from './facts.ts';
import { Timed } from './Timed.tsx';

/** Rows on a card at first, facts and searches together; the rest behind one button. They leave answers and actions in view in a panel of 360 x 700. */
const MOST = 4;
/** A value of more characters than this is a quotation and gets a row of its own. */
const SHORT = 16;

/** The facts of a prompt as chips, then what was not found and where it was looked for. Withdrawn ones are always in view. */
export function Evidence({ prompt, facts }: { readonly prompt: Prompt; readonly facts: readonly EvidenceLine[] }) {
  const app = useApp();
  const [showsAll, setShowsAll] = useState(false);
  // A card that says why it is asked in several sentences has room for fewer.
  const rows = (prompt.reasons ?? []).length > 1 ? MOST - 1 : MOST;
  const ordered = byWorth(facts);
  const isOut = (line: EvidenceLine) => line.flags.includes('withdrawn');
  const lines = [...ordered.filter(isOut), ...ordered.filter((line) => !isOut(line))];
  const fewSearches = Math.min(prompt.absent.length, Math.max(1, rows - lines.length));
  const fewLines = Math.max(lines.filter(isOut).length, rows - fewSearches);
  const hidden = Math.max(0, lines.length - fewLines) + prompt.absent.length - fewSearches;
  const chips = showsAll ? lines : lines.slice(0, fewLines);
  const searches = showsAll ? prompt.absent : prompt.absent.slice(0, fewSearches);
  const openSearch = (statement: Statement) => {
    app.count('evidence.opened', { prompt, detail: 'search' });
    app.drawer.value = { kind: 'sources', title: statement.text, sources: statement.sources };
  };
  return (
    <div class={styles.evidence}>
      {chips.length > 0 && (
        <div class={styles.chips}>
          {chips.map((line) => (
            <div key={`${lineKey(line)} ${line.at} ${line.value}`} class={(line.value?.length ?? 0) > SHORT ? styles.wide : ''}>
              <EvidenceChip
                line={line}
                onOpen={() => {
                  app.count('evidence.opened', { prompt });
                  app.drawer.value = { kind: 'fact', line, prompt };
                }}
              />
            </div>
          ))}
        </div>
      )}
      {searches.map((statement) => (
        <button key={statement.text} type="button" class={styles.search} onClick={() => openSearch(statement)}>
          <Timed text={statement.text} />
        </button>
      ))}
      {hidden > 0 && (
        <span class={styles.more}>
          <Button dense expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? words.prompt.fewer : words.prompt.moreFacts(hidden)}
          </Button>
        </span>
      )}
    </div>
  );
}
