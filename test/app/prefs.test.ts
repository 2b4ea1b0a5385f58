import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyFor, meantBy, readPrefs, SINGLE_KEYS, STANDARD, withKey } from '../../src/app/prefs.ts';
import { settingsWords } from '../../src/app/settings/words.ts';
import { stepCode, stepOf } from '../../src/app/times.ts';
import { VERSION } from '../../src/app/version.ts';
import { words } from '../../src/app/words.ts';

test('the version shown is the version of the package', () => {
  expect(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version).toBe(VERSION);
});

test('preferences that are missing or wrong are the standard', () => {
  for (const wrong of [null, 7, 'x', [], {}, { density: 'huge', keys: { j: 'Escape', constructor: 'a' } }, { keys: 7 }])
    expect(readPrefs(wrong)).toEqual(STANDARD);
  expect(readPrefs({ density: 'dense', shortcuts: false, keys: { j: 'f' } })).toEqual({
    density: 'dense',
    shortcuts: false,
    keys: { j: 'f' },
  });
  expect(readPrefs({ keys: { j: 'f', k: 'f' } }).keys).toEqual({});
});

test('a changed key does what the standard key did, and the standard key does it no more', () => {
  const prefs = withKey(STANDARD, 'j', 'f');
  expect(meantBy(prefs, 'f')).toBe('j');
  expect(meantBy(prefs, 'j')).toBeNull();
  expect(meantBy(prefs, 'k')).toBe('k');
  expect(meantBy(prefs, 'Escape')).toBe('Escape');
});

test('whatever keys are set one after another, every function keeps a key of its own', () => {
  const change = fc.tuple(fc.constantFrom(...SINGLE_KEYS), fc.constantFrom(...'jkercsxqmnbp/? ', 'd', 'f', 'g', 'Escape', ''));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const prefs = changes.reduce((all, [standard, wanted]) => withKey(all, standard, wanted), STANDARD);
      const keys = SINGLE_KEYS.map((standard) => keyFor(prefs, standard));
      return (
        new Set(keys).size === keys.length &&
        SINGLE_KEYS.every((standard) => meantBy(prefs, keyFor(prefs, standard)) === standard) &&
        readPrefs(prefs).keys !== undefined &&
        JSON.stringify(readPrefs(prefs).keys) === JSON.stringify(readPrefs(readPrefs(prefs)).keys)
      );
    }),
  );
});

test('a time is counted in a step, which can be read back', () => {
  expect(stepCode('answered', 1200)).toBe('answered le:1500');
  expect(stepCode('', 500)).toBe('le:500');
  expect(stepOf('answered le:1500')).toBe(1500);
  expect(stepOf(stepCode('x', 10_000_000))).toBe(Number.POSITIVE_INFINITY);
  expect(stepOf('answered')).toBeNull();
});

test('every single key that a button names can be changed in settings', () => {
  const app = resolve(import.meta.dirname, '../../src/app');
  const named = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => [...readFileSync(resolve(app, file), 'utf8').matchAll(/shortcut="(.)"/g)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(5);
  for (const key of named) expect(SINGLE_KEYS as readonly string[]).toContain(key);
  for (const key of SINGLE_KEYS) expect(settingsWords.actions[key]).toBeDefined();
});

test('every single key that the help names can be changed, and is named where it is changed', () => {
  const named = Object.values(words.help.shortcuts).flatMap((keys) => keys.flatMap(([text]) => text.split(' / ')));
  const single = named.map((key) => (key === 'space' ? ' ' : key)).filter((key) => key.length === 1);
  expect(single.filter((key) => !SINGLE_KEYS.some((each) => each === key))).toEqual([]);
  expect(SINGLE_KEYS.filter((key) => settingsWords.actions[key] === undefined)).toEqual([]);
});
