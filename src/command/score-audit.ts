import { hasFlag } from '../core/chart/fact.ts';
import type { ReviewContent, ReviewOptions } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';
import { gapRows } from './score-gap-rows.ts';
import { type Gap, gapsOf } from './score-gaps.ts';
import { endsOf, momentsOf } from './score-moments.ts';
import { type Normal, normalOf, normalRows } from './score-normal.ts';
import { type Answered, binaryRow, NO_FIGURES, type Row } from './score-row.ts';
import type { TruthRow } from './score-truth.ts';

/** A diagnosis of the billed codes, and what the truth tables measured of it. */
interface Judged {
  readonly checklist: string;
  readonly coded: (row: TruthRow) => boolean;
  readonly shown: (row: TruthRow) => boolean;
  /** The tables can tell that it was not there: they score organs in intensive care only. */
  readonly absent: (row: TruthRow) => boolean;
  readonly evidence: readonly string[];
}

const yes = (cell: string | undefined): boolean => cell !== undefined && cell !== '' && cell !== '0' && cell !== 'false';

const JUDGED: readonly Judged[] = [
  {
    checklist: 'sepsis',
    coded: (row) => yes(row.sepsis_coded) || yes(row.septic_shock) || yes(row.severe_sepsis),
    shown: (row) => yes(row.sepsis_evidence_sepsis3),
    absent: (row) => !yes(row.suspected_infection) || (yes(row.n_icu) && !yes(row.sepsis_evidence_sepsis3)),
    evidence: ['sepsis_evidence_sepsis3', 'suspected_infection', 'max_firstday_sirs', 'n_icu'],
  },
  {
    checklist: 'respiratory-failure',
    coded: (row) => yes(row.arf_coded),
    shown: (row) => yes(row.arf_evidence),
    absent: (row) => !yes(row.arf_evidence),
    evidence: ['arf_pf_lt300', 'arf_hypercapnic', 'arf_imv', 'arf_niv_hfnc', 'arf_spo2_lt90', 'n_icu'],
  },
];

/** What a real stay without notes can be asked: its billed codes stand for what is documented. Stays are given one by one; only answers are kept. */
export interface Audit {
  readonly take: (entries: readonly unknown[]) => void;
  readonly rows: () => Row[];
}

export function auditOf(
  content: ReviewContent,
  zone: string,
  numberOf: ReadonlyMap<string, string>,
  classes: ReadonlyMap<string, readonly TruthRow[]>,
): Audit {
  const options: ReviewOptions = { zone, codedCounts: true };
  const gaps: Gap[] = [];
  const normals: Normal[] = [];
  const answers = new Map<string, Answered[]>();
  const raised = new Map<string, string[]>();
  const add = <T>(into: Map<string, T[]>, key: string, one: T) => into.set(key, [...(into.get(key) ?? []), one]);

  const take = (entries: readonly unknown[]) => {
    const [review] = endsOf(entries, content, options, 'held');
    const number = numberOf.get(review?.encounter.replace('Encounter/', '') ?? '');
    const truth = classes.get(number ?? '')?.[0];
    if (!review || number === undefined || !truth) return;
    // As the app would show them: codes stand for documentation in an audit only.
    const shown = momentsOf(entries, content, { zone }, 'held');
    for (const judged of JUDGED) {
      if (!judged.coded(truth) && judged.absent(truth))
        normals.push(normalOf(number, judged.checklist, 'neither coded nor measured', shown));
      if (judged.coded(truth)) add(answers, judged.checklist, answerOf(number, review, judged, truth));
    }
    if (yes(truth.aki_coded)) add(answers, 'aki', kidneyAnswer(number, review, truth));
    for (const prompt of review.prompts) {
      if (prompt.kind === 'validation') add(raised, `${prompt.checklist} ${prompt.ref} ${prompt.item}`, `${number}: ${prompt.text.text}`);
    }
    const isCoded = (one: Review, id: string) =>
      one.checklists.some((result) => result.id === id && result.documentation.state === 'affirmed' && result.support === null);
    gaps.push(...gapsOf(entries, content, options, { reviews: endsOf, searched: 'held', wanted: isCoded }));
  };

  const rows = () => [
    ...gapRows(gaps),
    ...normalRows(normals),
    ...[...answers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, all]) => binaryRow(`unsupported-${id}`, `coded ${id}: not shown`, all)),
    ...[...raised]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([rule, remarks]): Row => ({
          id: `rule ${rule}`,
          about: `  rule ${rule}`,
          n: remarks.length,
          figures: NO_FIGURES,
          disagreeing: [],
          remarks,
        }),
      ),
  ];
  return { take, rows };
}

/** Yes: a coded diagnosis is not shown; ours by the status of the checklist, the truth by the tables. */
function answerOf(id: string, review: Review, { checklist, shown, evidence }: Judged, truth: TruthRow): Answered {
  const result = review.checklists.find((one) => one.id === checklist);
  const definitions = Object.values(result?.definitions ?? {}).map((one) => `${one.id} ${one.verdict}`);
  return {
    id,
    ours: result?.status === 'unsupported',
    truth: !shown(truth),
    detail: {
      ours: `${result?.status} (${definitions.join(', ')})`,
      truth: evidence.map((name) => `${name} ${truth[name] || '-'}`).join(', '),
    },
  };
}

function kidneyAnswer(id: string, review: Review, truth: TruthRow): Answered {
  const points = (name: 'kdigo-stage' | 'kdigo-stage-retrospective') =>
    Math.max(0, ...(review.measures[name] ?? []).filter((fact) => !hasFlag(fact, 'explained')).map(({ value }) => value ?? 0));
  const [known, later] = [points('kdigo-stage'), points('kdigo-stage-retrospective')];
  return {
    id,
    ours: known === 0 && later === 0,
    truth: !yes(truth.aki_kdigo_cr) && !yes(truth.aki_icu_kdigo),
    detail: {
      ours: `stage ${known}, looking back ${later}`,
      truth: `creatinine ${truth.aki_kdigo_cr || '-'}, ICU ${truth.aki_icu_kdigo || '-'}, end-stage ${truth.esrd}`,
    },
  };
}
