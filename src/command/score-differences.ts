import type { EvaluateLine } from './schema.ts';

type OneOf = string | readonly string[];

/** The expert's answer; a key that is absent is not judged, a list means any of these. */
export interface Expected {
  readonly id: string;
  readonly title: string;
  readonly encounter: string;
  readonly asOf: string;
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly documentation?: OneOf;
        readonly status?: OneOf;
        readonly definitions?: Readonly<Record<string, OneOf>>;
        readonly mustPrompt?: readonly { readonly ref?: string; readonly anyOf?: readonly string[]; readonly kind: OneOf }[];
        readonly mustNotPromptRefs?: readonly string[];
        readonly mustNotPromptKinds?: readonly string[];
        readonly maxPrompts?: number;
      }
    >
  >;
  readonly levelOfCare?: {
    readonly status?: OneOf;
    readonly midnights?: Readonly<Record<'total' | 'countable' | 'inpatient', number>>;
    readonly inpatientOrder?: string;
    readonly expectation?: OneOf;
    readonly support?: OneOf;
    readonly observationHours?: readonly [number, number];
  };
  readonly measures?: { readonly sofaMax?: Bounds; readonly minPf?: Bounds };
  readonly mustNotClaim?: readonly string[];
}
type Bounds = number | readonly [number, number];

const isOne = (wanted: OneOf, found: string | undefined) => (typeof wanted === 'string' ? wanted === found : wanted.includes(found ?? ''));
const isWithin = (wanted: Bounds, found: number) =>
  typeof wanted === 'number' ? wanted === found : found >= wanted[0] && found <= wanted[1];

/** Everything in which a line differs from the expert's answer, in words; empty when they agree. */
export function differences(line: EvaluateLine, entry: Expected): string[] {
  return [
    ...(Date.parse(line.asOf) === Date.parse(entry.asOf) ? [] : [`asOf ${line.asOf}`]),
    ...Object.entries(entry.expected).flatMap(([id, wanted]) => ofChecklist(line, id, wanted)),
    ...ofLevelOfCare(line, entry.levelOfCare ?? {}),
    ...ofMeasures(line, entry.measures ?? {}),
    ...claims(line, entry.mustNotClaim ?? []),
  ];
}

function ofChecklist(line: EvaluateLine, id: string, wanted: Expected['expected'][string]): string[] {
  const found = line.checklists.find((checklist) => checklist.id === id);
  if (!found) return [`${id}: no result`];
  const out: string[] = [];
  const compare = (what: string, want: OneOf | undefined, have: string | undefined) => {
    if (want !== undefined && !isOne(want, have)) out.push(`${id}: ${what} ${have}, expected ${want}`);
  };
  compare('documentation', wanted.documentation, found.documentation);
  compare('status', wanted.status, found.status);
  for (const [name, want] of Object.entries(wanted.definitions ?? {})) compare(name, want, found.definitions[name]);
  const left = [...found.prompts];
  for (const must of wanted.mustPrompt ?? []) {
    const index = left.findIndex(
      (prompt) => isOne(must.kind, prompt.kind) && (must.ref ? must.ref === prompt.ref : (must.anyOf?.includes(prompt.ref) ?? true)),
    );
    if (index < 0) out.push(`${id}: no prompt ${must.ref ?? must.anyOf ?? 'of kind'} ${must.kind}`);
    else left.splice(index, 1);
  }
  for (const prompt of found.prompts) {
    if (wanted.mustNotPromptRefs?.includes(prompt.ref) || wanted.mustNotPromptKinds?.includes(prompt.kind))
      out.push(`${id}: forbidden prompt ${prompt.ref} (${prompt.kind})`);
  }
  if (wanted.maxPrompts !== undefined && found.prompts.length > wanted.maxPrompts)
    out.push(`${id}: ${found.prompts.length} prompts (${found.prompts.map((prompt) => prompt.ref)}), at most ${wanted.maxPrompts}`);
  return out;
}

function ofLevelOfCare({ levelOfCare: found }: EvaluateLine, wanted: NonNullable<Expected['levelOfCare']>): string[] {
  const out: string[] = [];
  const compare = (what: 'status' | 'expectation' | 'support') => {
    const want = wanted[what];
    if (want !== undefined && !isOne(want, found[what])) out.push(`${what} ${found[what]}, expected ${want}`);
  };
  compare('status');
  compare('expectation');
  compare('support');
  for (const [name, count] of Object.entries(wanted.midnights ?? {})) {
    const have = found.midnights[name as 'total'];
    if (have !== count) out.push(`midnights ${name} ${have}, expected ${count}`);
  }
  if (wanted.inpatientOrder && Date.parse(wanted.inpatientOrder) !== Date.parse(found.inpatientOrder ?? ''))
    out.push(`inpatient order ${found.inpatientOrder}`);
  if (wanted.observationHours && !isWithin(wanted.observationHours, found.observationHours ?? -1))
    out.push(`observation hours ${found.observationHours}`);
  return out;
}

function ofMeasures({ measures }: EvaluateLine, wanted: NonNullable<Expected['measures']>): string[] {
  const numbers = (name: string, without?: string) =>
    (measures[name] ?? []).filter((point) => !without || !point.flags?.includes(without)).map((point) => Number(point.value));
  const sofa = Math.max(...numbers('sofa'));
  const ratio = Math.min(...numbers('pf-ratio', 'fio2-estimated'));
  return [
    ...(wanted.sofaMax !== undefined && !isWithin(wanted.sofaMax, sofa) ? [`highest SOFA ${sofa}, expected ${wanted.sofaMax}`] : []),
    ...(wanted.minPf !== undefined && !isWithin(wanted.minPf, ratio) ? [`lowest P/F ${ratio}, expected ${wanted.minPf}`] : []),
  ];
}

function claims(line: EvaluateLine, never: readonly string[]): string[] {
  const texts = line.checklists.flatMap((checklist) => [
    ...checklist.prompts.flatMap((prompt) => [prompt.title, prompt.text]),
    ...checklist.queries.map((query) => query.title),
  ]);
  return never.flatMap((word) => {
    const pattern = new RegExp(`(?<!\\w)${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'i');
    return texts.filter((text) => pattern.test(text)).map((text) => `claims "${word}": ${text}`);
  });
}
