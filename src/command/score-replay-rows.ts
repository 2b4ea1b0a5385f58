import type { Because, Replay, Turn } from './score-replay.ts';
import { agreementRow, NO_FIGURES, type Row } from './score-row.ts';

const HOUR_MS = 3_600_000;
const REASONS: readonly Because[] = ['charted', 'moved', 'running', 'window', 'clock', 'nothing'];

/** Verdicts that changed although nothing explains it; verdicts taken back; hours from the first hour a definition is met to the first possible code. */
export function replayRows(replays: readonly Replay[]): Row[] {
  const turns = replays.flatMap((one) => one.turns);
  const unexplained = turns.filter(({ because }) => because === 'nothing');
  const hours = replays.reduce((sum, one) => sum + one.hours, 0);
  const reasons = REASONS.map((reason) => `${turns.filter(({ because }) => because === reason).length} ${reason}`);
  const backs = turns.filter(({ name, from }) => name !== 'status' && from === 'met');
  const checklists = [...new Set(replays.flatMap(({ lead }) => Object.keys(lead)))].sort();
  return [
    {
      ...agreementRow(
        'replay-unexplained',
        'hour by hour: verdicts that changed',
        turns.map((turn) => compared(turn, turn.because !== 'nothing')),
      ),
      figures: { ...NO_FIGURES, count: unexplained.length },
      remarks: [`${replays.length} stays, ${hours} hours evaluated; changes: ${reasons.join(', ')}`],
    },
    {
      ...agreementRow(
        'replay-taken-back',
        'hour by hour: definition met, then not',
        backs.map((turn) => compared(turn, true)),
      ),
      figures: { ...NO_FIGURES, count: backs.length },
      remarks: backs.map((turn) => `${turn.stay} ${turn.checklist} ${turn.name}: ${turn.to} at ${iso(turn.at)}, ${turn.because}`),
    },
    ...checklists.map((id) => leadRow(id, replays)),
  ];
}

const iso = (at: number) => new Date(at).toISOString();

const compared = ({ stay, checklist, name, from, to, at, because }: Turn, agrees: boolean) => ({
  id: `${stay} ${checklist} ${name}`,
  ours: `${from} -> ${to} at ${iso(at)}`,
  truth: because,
  agrees,
});

/** Median of the hours by which the findings were there before anybody could have coded them: at the code, or at the end of the stay. */
function leadRow(id: string, replays: readonly Replay[]): Row {
  const times = replays
    .flatMap(({ lead, end }) => {
      const { met, coded } = lead[id] ?? { met: null, coded: null };
      return met === null ? [] : [((coded ?? end) - met) / HOUR_MS];
    })
    .sort((a, b) => a - b);
  return {
    id: `lead-${id}`,
    about: `hours from findings to the first possible code, ${id}`,
    n: times.length,
    figures: { ...NO_FIGURES, hours: medianOf(times) },
    disagreeing: [],
  };
}

/** The middle value of a sorted list, or the mean of the two in the middle; null for an empty one. */
export function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
