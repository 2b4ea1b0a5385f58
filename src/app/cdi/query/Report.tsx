import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { words } from '../../words.ts';
import styles from './Query.module.css';
import type { Outcome } from './send-out.ts';
import { queryWords as say } from './words.ts';

/** Which way out was tried. */
export type Way = 'copy' | 'mark' | 'print' | 'keep';

/** How a way out ended; a refusal leads to its place, or to the query that asks the same already. */
export function Report({
  outcome,
  way,
  onGo,
  onShow,
}: {
  readonly outcome: Outcome;
  readonly way: Way;
  readonly onGo: (at: string) => void;
  readonly onShow: (key: string) => void;
}) {
  if (outcome.kind === 'sent') return null;
  const blocked = outcome.kind === 'blocked' ? outcome.passed : null;
  const asked = blocked?.asked ?? null;
  const at = blocked?.at ?? null;
  return (
    <Banner state={blocked ? 'stop' : outcome.kind === 'selected' ? 'look' : 'fine'}>
      {outcomeWords(outcome, way)}
      {(asked !== null || at !== null) && (
        <div class={styles.actions}>
          {asked !== null ? (
            <Button dense look="second" onClick={() => onShow(asked)}>
              {say.showAsked}
            </Button>
          ) : (
            at !== null && (
              <Button dense look="second" onClick={() => onGo(at)}>
                {say.showPlace}
              </Button>
            )
          )}
        </div>
      )}
    </Banner>
  );
}

/** What a way out came to, as the screen and the screen reader say it. */
export function outcomeWords(outcome: Outcome, way: Way): string {
  switch (outcome.kind) {
    case 'blocked':
      return say.notDone[way](outcome.passed.why);
    case 'selected':
      return words.compose.refused;
    case 'command':
      return words.compose.copiedUnsure(outcome.count);
    case 'clipboard':
      return say.copied(outcome.count);
    case 'printed':
      return say.printed;
    case 'saved':
      return say.saved;
    case 'sent':
    case 'passed':
      return '';
  }
}
