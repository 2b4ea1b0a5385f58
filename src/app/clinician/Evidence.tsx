import { useState } from 'preact/hooks';
import type { EvidenceLine, Prompt, Statement } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { EvidenceChip } from '../ui/EvidenceChip.tsx';
import { words } from '../words.ts';
import styles from './Evidence.module.css';
import { byWorth } from './facts.ts';

/** On a card at first; the rest behind one button. */
const CHIPS = 4;
const SEARCHES = 2;
/** A value of more characters than this is a quotation and gets a row of its own. */
const SHORT = 16;

/** The facts of a prompt as chips, then what was not found and where it was looked for. */
export function Evidence({ prompt, facts }: { readonly prompt: Prompt; readonly facts: readonly EvidenceLine[] }) {
  const app = useApp();
  const [showsAll, setShowsAll] = useState(false);
  const lines = byWorth(facts);
  const hidden = Math.max(0, lines.length - CHIPS) + Math.max(0, prompt.absent.length - SEARCHES);
  const chips = showsAll ? lines : lines.slice(0, CHIPS);
  const searches = showsAll ? prompt.absent : prompt.absent.slice(0, SEARCHES);
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
          <Button expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? words.prompt.fewer : words.prompt.moreFacts(hidden)}
          </Button>
        </div>
      )}
    </>
  );
}
