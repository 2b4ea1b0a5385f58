import type { MarkState } from '../../ui/StateMark.tsx';
import type { SendOutcome } from './outbox.ts';
import { writeWords as say } from './words.ts';

/** How a sending ended, in words, and how it is marked. What is not known is never said to be sent, nor to be lost. */
export function sendWords(outcome: SendOutcome, type: string): { readonly state: MarkState; readonly text: string } {
  switch (outcome.kind) {
    case 'written':
    case 'exists': {
      const text = outcome.kind === 'written' ? say.written(type) : say.exists(type);
      const differs = outcome.differs.length === 0 ? '' : ` ${say.differs(outcome.differs.join(', '))}`;
      const proof = outcome.proof === undefined ? '' : ` ${say.proof[outcome.proof]}`;
      return { state: 'fine', text: `${text}${differs}${proof}` };
    }
    case 'several':
      return { state: 'look', text: say.several };
    case 'refused': {
      const fields = outcome.codes.length === 0 ? '' : ` ${say.refusedFields(outcome.codes.join(', '))}`;
      return { state: 'stop', text: `${say.refused(outcome.problem.detail)}${fields}` };
    }
    case 'uncertain':
      return { state: 'unknown', text: say.uncertain };
    case 'not-stored':
      return { state: 'stop', text: say.notStored };
    case 'not-built':
      return { state: 'stop', text: outcome.why };
  }
}
