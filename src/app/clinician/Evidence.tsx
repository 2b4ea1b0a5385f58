import { useState } from 'preact/hooks';
import type { EvidenceLine, Prompt, Statement } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { EvidenceChip } from '../ui/EvidenceChip.tsx';
import { words } from '../words.ts';
import styles from './Evidence.module.css';
import { byWorth } from './facts.ts';

/** On a card at first; the rest behind one button. Together they leave the actions in view in a panel of 360 x 700. */
const CHIPS = 4;
const ROWS = 5;
/** A value of more characters than this is a quotation and gets a row of its own. */
const SHORT = 16;

/** The facts of a prompt as chips, then what was not found and where it was looked for. */
export function Evidence({ prompt, facts }: { readonly prompt: Prompt; readonly facts: readonly EvidenceLine[] }) {
  const app = useApp();
  const [showsAll, setShowsAll] = useState(false);
  const lines = byWorth(facts);
  const fewSearches = Math.max(1, Math.min(2, ROWS - lines.length));
  const hidden = Math.max(0, lines.length - CHIPS) + Math.max(0, prompt.absent.length - fewSearches);
  const chips = showsAll ? lines : lines.slice(0, CHIPS);
  const searches = showsAll ? prompt.absent : prompt.absent.slice(0, fewSearches);
  const openSearch = (statement: Statement) => {
    app.drawer.value = { kind: 'sources', title: statement.text, sources: statement.sources };
  };
  return (
    <>
      {chips.length > 0 && (
        <div class={styles.chips}>
          {chips.map((line) => (
            <div key={`${line.sources[0]}-${line.at}-${line.concept}`} class={(line.value?.length ?? 0) > SHORT ? styles.wide : ''}>
              <EvidenceChip
                line={line}
                onOpen={() => {
                  app.drawer.value = { kind: 'fact', line, prompt };
                }}
              />
            </div>
          ))}
        </div>
      )}
      {searches.length > 0 && (
        <div class={styles.absent}>
          {searches.map((statement) => (
            <button key={statement.text} type="button" class={styles.search} onClick={() => openSearch(statement)}>
              {statement.text}
            </button>
          ))}
        </div>
      )}
      {hidden > 0 && (
        <div>
          <Button dense expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? words.prompt.fewer : words.prompt.moreFacts(hidden)}
          </Button>
        </div>
      )}
    </>
  );
}
