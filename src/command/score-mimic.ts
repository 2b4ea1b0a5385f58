import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ReviewContent, type ReviewOptions, toolkitOf } from '../core/review/index.ts';
import { UsageError } from './args.ts';
import { bundleOf, inputsOf } from './input.ts';
import { progress } from './output.ts';
import { inWorkers } from './pool.ts';
import { auditOf } from './score-audit.ts';
import { careRows } from './score-care.ts';
import { formsRow, nativeStatusRows } from './score-forms.ts';
import { kidneyRows, pfRows } from './score-labs.ts';
import { partsByEncounter } from './score-parts.ts';
import type { Replay } from './score-replay.ts';
import { replayRows } from './score-replay-rows.ts';
import type { Row } from './score-row.ts';
import { type Seen, seenIn } from './score-seen.ts';
import { sepsisRow, sofaRows, suspicionRows } from './score-sepsis.ts';
import { grouped, type TruthRow, truthRows } from './score-truth.ts';

/** Truth tables and what we read, by hospital encounter. */
export interface Scored {
  /** Hospital number of an encounter -> what we say of it; absent when we have no line for it. */
  readonly mapped: ReadonlyMap<string, Seen>;
  readonly native: ReadonlyMap<string, Seen>;
  /** Native again, each encounter by itself: the same resources that the mapped form has of it. */
  readonly alone: ReadonlyMap<string, Seen>;
  readonly encounters: readonly TruthRow[];
  readonly table: (name: string) => ReadonlyMap<string, readonly TruthRow[]>;
  /** The tables are wall clock: this is the clock. */
  readonly zone: string;
}

const TABLES = [
  'icu_sofa_hourly.csv.gz',
  'icu_first_day_sofa.csv',
  'suspicion_of_infection.csv',
  'icu_sepsis3.csv',
  'abg_pf_ratio.csv',
  'kdigo_creatinine_all_wards.csv',
  'condition_classes.csv',
] as const;

/** Level of care needs orders, which this data has not. */
const REPLAYED = { checklists: ['sepsis', 'respiratory-failure'], intensive: true };

interface How {
  readonly site: string;
  /** Hour by hour too: some minutes. */
  readonly replay: boolean;
}

/** Scores a folder of real stays: `uscore` (one Bundle a stay), `native` (Bulk Data with the hospital's own codes) and `truth`. */
export async function mimicRows(folder: string, content: ReviewContent, { site, replay }: How): Promise<Row[]> {
  const place = toolkitOf(content).site(site);
  if (!place?.zone) throw new UsageError(`site "${site}" is unknown or has no time zone: the truth tables are in its wall clock`);
  const encounters = await truthRows(join(folder, 'truth/encounter_status.csv'));
  const numberOf = new Map(encounters.map((row) => [row.fhir_encounter_id ?? '', row.hadm_id ?? '']));
  const tables = new Map<string, ReadonlyMap<string, readonly TruthRow[]>>();
  for (const name of TABLES) tables.set(name, grouped(await truthRows(join(folder, 'truth', name)), 'hadm_id'));

  const mapped = new Map<string, Seen>();
  const native = new Map<string, Seen>();
  const keep = (entries: readonly unknown[], into: Map<string, Seen>, options: ReviewOptions) => {
    for (const [encounter, seen] of seenIn(entries, content, options)) {
      const number = numberOf.get(encounter);
      if (number !== undefined) into.set(number, seen);
    }
  };
  const audit = auditOf(content, place.zone, numberOf, tables.get('condition_classes.csv') ?? new Map());
  const stays = join(folder, 'uscore/encounter-bundles.ndjson.gz');
  const replays = replay ? await replaysIn(stays, place.zone) : null;
  const bar = progress('stays read');
  for await (const entries of bundlesOf(stays)) {
    bar.step();
    keep(entries, mapped, { zone: place.zone });
    audit.take(entries);
  }
  bar.end();
  // One checklist is the least that can be asked for; of the native form only measures and status are scored.
  const alone = new Map<string, Seen>();
  for await (const entries of bundlesOf(join(folder, 'native'))) {
    keep(entries, native, { site, checklists: ['inpatient-status'] });
    for (const part of partsByEncounter(entries)) keep(part, alone, { site, checklists: ['inpatient-status'] });
  }

  const scored: Scored = { mapped, native, alone, encounters, zone: place.zone, table: (name) => tables.get(name) ?? new Map() };
  return [
    ...sofaRows(scored),
    ...suspicionRows(scored),
    sepsisRow(scored),
    ...pfRows(scored),
    ...kidneyRows(scored),
    ...careRows(scored),
    ...nativeStatusRows(scored),
    ...formsRow(scored),
    ...audit.rows(),
    ...(replays ? replayRows(replays) : []),
  ];
}

/** Every stay of a file hour by hour, on every core of this machine, in the order of the file: some minutes for a hundred stays. */
async function replaysIn(path: string, zone: string): Promise<readonly Replay[]> {
  const options = { review: { zone, codedCounts: true }, ...REPLAYED };
  const replays: Replay[] = [];
  const bar = progress('stays replayed');
  await inWorkers('replay', inputsOf([path]), { count: availableParallelism(), options }, async ({ where }, answer) => {
    if ('error' in answer) throw new UsageError(`${where}: ${answer.error}`);
    replays.push(...answer.replays);
    bar.step();
  });
  bar.end();
  return replays;
}

async function* bundlesOf(path: string): AsyncGenerator<readonly unknown[]> {
  for await (const input of inputsOf([path])) {
    const bundle = bundleOf(input);
    if ('error' in bundle) throw new UsageError(`${input.where}: ${String(bundle.error)}`);
    yield Array.isArray(bundle.entry) ? (bundle.entry as readonly unknown[]) : [];
  }
}
