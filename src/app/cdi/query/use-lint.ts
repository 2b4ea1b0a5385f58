import { useEffect, useState } from 'preact/hooks';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { LintFinding } from '../../../core/lint/index.ts';
import type { App } from '../../model.ts';

/** How the draft on screen stands with the linter. `findings` belong to `of`; while another draft is being checked they are not shown as its own. */
export interface LintState {
  readonly of: string;
  readonly findings: readonly LintFinding[] | null;
  readonly isChecking: boolean;
}

const WAIT_MS = 120;

/** The words of a patient's name, which a query's own text must not hold. */
const namesOf = (app: App): string[] => (app.identity.value?.name ?? '').split(/[\s,]+/).filter((part) => part.length > 2);

/** Lints a draft now; null when it could not be done. */
export async function lintNow(app: App, draft: QueryDraft, recipient: string | null): Promise<readonly LintFinding[] | null> {
  try {
    return (await app.lint?.({ ...draft, recipient, names: namesOf(app) })) ?? null;
  } catch {
    return null;
  }
}

/** The linter running as one types: the newest draft wins, earlier answers are dropped. */
export function useLint(app: App, draft: QueryDraft | null, recipient: string | null): LintState {
  const of = draft === null ? '' : JSON.stringify([draft.id, draft.title, draft.body, recipient]);
  const [state, setState] = useState<LintState>({ of: '', findings: null, isChecking: false });
  useEffect(() => {
    if (!draft) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void lintNow(app, draft, recipient).then((findings) => {
        if (isCurrent) setState({ of, findings, isChecking: false });
      });
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [of, app]);
  return state.of === of ? state : { of, findings: null, isChecking: true };
}
