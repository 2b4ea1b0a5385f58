import { describe, expect, test } from 'vitest';
import { replaysOf } from '../../src/command/score-replay.ts';
import { content, written } from './stays.ts';

// A verdict that changes without anything having been charted is never trusted again.
const STAYS = ['vig-12', 'vig-24'];
const checklists = (content.checklists.base ?? []).map(({ id }) => id);

describe.each(written.filter(({ id }) => STAYS.includes(id)).map((stay) => [stay.id, stay] as const))('%s, hour by hour', (_id, stay) => {
  const replays = replaysOf(stay.resources, content, {}, { checklists });
  const turns = replays.flatMap((one) => one.turns);

  test('every change of a definition or a status is explained by what was charted, a move, something that runs, a window or the clock', () => {
    expect(replays.reduce((sum, { hours }) => sum + hours, 0)).toBeGreaterThan(24);
    expect(turns.filter(({ because }) => because === 'nothing')).toEqual([]);
  });

  test('what is charted during the stay is what changes it', () => {
    expect(turns.some(({ because }) => because === 'charted')).toBe(true);
  });
});
