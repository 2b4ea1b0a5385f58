import type { EvaluateLine } from './schema.ts';
import type { Expected } from './score-differences.ts';
import { NO_FIGURES, type Row } from './score-row.ts';

/** A prompt raised or expected in one stay. */
interface Judged {
  readonly stay: string;
  readonly rule: string;
  readonly raised: boolean;
  /** The expert's word on it; null where careful experts could differ. */
  readonly wanted: boolean | null;
  readonly text: string;
}

const isOne = (wanted: string | readonly string[], found: string) =>
  typeof wanted === 'string' ? wanted === found : wanted.includes(found);

/**
 * One row for each rule that prompted, or that the expert wanted: precision is the share of judged prompts that he wants, sensitivity the share
 * of his that are raised. A prompt of which he says nothing is in `n` and in the remarks, and in no share.
 */
export function ruleRows(stays: readonly { readonly line: EvaluateLine; readonly entry: Expected }[]): Row[] {
  const judged = stays.flatMap(({ line, entry }) => Object.keys(entry.expected).flatMap((checklist) => judgedIn(line, entry, checklist)));
  return [...new Set(judged.map(({ rule }) => rule))].sort().map((rule) => {
    const own = judged.filter((one) => one.rule === rule);
    const right = own.filter(({ raised, wanted }) => raised && wanted === true);
    const wrong = own.filter(({ raised, wanted }) => raised && wanted === false);
    const missed = own.filter(({ raised, wanted }) => !raised && wanted === true);
    const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
    return {
      id: `rule ${rule}`,
      about: `  rule ${rule}`,
      n: own.filter(({ raised }) => raised).length,
      figures: {
        ...NO_FIGURES,
        precision: share(right.length, right.length + wrong.length),
        sensitivity: share(right.length, right.length + missed.length),
      },
      disagreeing: [...wrong, ...missed].map(({ stay, raised, text }) => ({
        id: stay,
        ours: raised ? text : 'not raised',
        truth: raised ? 'forbidden' : 'wanted',
        agrees: false,
      })),
      remarks: own.filter(({ raised, wanted }) => raised && wanted === null).map(({ stay, text }) => `not judged: ${stay}: ${text}`),
    };
  });
}

function judgedIn(line: EvaluateLine, entry: Expected, checklist: string): readonly Judged[] {
  const wanted = entry.expected[checklist];
  const prompts = line.checklists.find(({ id }) => id === checklist)?.prompts ?? [];
  if (!wanted) return [];
  const musts = [...(wanted.mustPrompt ?? [])];
  const raised = prompts.map((prompt): Judged => {
    const at = musts.findIndex(
      (must) => isOne(must.kind, prompt.kind) && (must.ref ? must.ref === prompt.ref : (must.anyOf?.includes(prompt.ref) ?? true)),
    );
    if (at >= 0) musts.splice(at, 1);
    const forbidden =
      wanted.mustNotPromptRefs?.includes(prompt.ref) || wanted.mustNotPromptKinds?.includes(prompt.kind) || wanted.maxPrompts === 0;
    return {
      stay: entry.id,
      rule: `${checklist} ${prompt.ref} ${prompt.item}`,
      raised: true,
      wanted: at >= 0 ? true : forbidden ? false : null,
      text: `${prompt.audience.join('+')}: ${prompt.text}`,
    };
  });
  const missed = musts.map(
    (must): Judged => ({
      stay: entry.id,
      rule: `${checklist} ${must.ref ?? must.anyOf?.join(' or ') ?? `any ${must.kind}`}`,
      raised: false,
      wanted: true,
      text: '',
    }),
  );
  return [...raised, ...missed];
}
