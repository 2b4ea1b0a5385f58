import { useEffect, useState } from 'preact/hooks';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { App } from '../../model.ts';
import { lintNow } from './lint-around.ts';
import type { Recipient } from './recipients.ts';

/** How the draft on screen stands with the linter. `lint` belongs to `of`; while another draft is being checked it is not shown as its own. */
export interface LintState {
  readonly of: string;
  readonly lint: QueryRecord['lint'] | null;
  readonly isChecking: boolean;
}

const WAIT_MS = 120;

/** All rules running as one types: the newest draft wins, earlier answers are dropped. A draft is also checked anew when the record or the queries around it change. */
export function useLint(
  app: App,
  record: QueryRecord,
  around: { readonly recipients: readonly Recipient[]; readonly policy: QueryPolicy; readonly now: number },
): LintState {
  const of = JSON.stringify([record.draft, record.recipient, record.lint.overrides]);
  const [state, setState] = useState<LintState>({ of: '', lint: null, isChecking: false });
  const { queries } = app.kept.value;
  const review = app.review.value;
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void lintNow(app, record, around).then((lint) => {
        if (isCurrent) setState({ of, lint, isChecking: false });
      });
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [of, app, queries, review]);
  return state.of === of ? state : { of, lint: null, isChecking: true };
}
