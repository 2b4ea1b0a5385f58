import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { QueryEvent } from '../../src/core/query/record.ts';
import { readWord } from '../../src/store/tabs.ts';
import type { WorkStore } from '../../src/store/work.ts';
import { onDevice, place } from './keeping.ts';
import { DISMISSAL, DRAFT, QUERY } from './work-values.ts';

const open: WorkStore[] = [];
const aWindow = async () => {
  const store = await onDevice();
  open.push(store);
  return store;
};
afterEach(async () => {
  for (const store of open.splice(0)) store.close();
  await Dexie.delete('corroborate');
});
const sent = (at: number): QueryEvent => ({ kind: 'sent', at, by: 'Alma Rivera', to: 'Dr Lee', via: 'copy' });

test('what one window keeps, the other hears of and reads', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await two.load(place());
  const heard = vi.fn();
  const own = vi.fn();
  two.onChange(heard);
  one.onChange(own);
  await one.put(place(), 'draft', DRAFT);
  await expect.poll(() => heard.mock.calls).toEqual([[place().context]]);
  expect((await two.load(place())).drafts).toEqual([DRAFT]);
  await one.drop(place(), 'draft', DRAFT.key);
  await expect.poll(() => heard.mock.calls.length).toBe(2);
  expect((await two.load(place())).drafts).toEqual([]);
  expect(own).not.toHaveBeenCalled();
});

test('a window is not told of a context it has nothing to do with, and can stop listening', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await two.load(place());
  const heard = vi.fn();
  const stop = two.onChange(heard);
  await one.put(place('p2'), 'draft', DRAFT);
  await one.put(place(), 'draft', DRAFT);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  stop();
  await one.put(place(), 'feedback', DISMISSAL);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toHaveBeenCalledTimes(1);
});

test('two windows that add to one query lose no event, whoever writes last', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await one.put(place(), 'query', QUERY);
  const viewed: QueryEvent = { kind: 'viewed', at: 30, by: 'Dr Lee' };
  await Promise.all([
    one.put(place(), 'query', { ...QUERY, history: [...QUERY.history, sent(20)] }),
    two.put(place(), 'query', { ...QUERY, history: [...QUERY.history, viewed] }),
  ]);
  for (const store of [one, two]) {
    expect((await store.all(place().owner, 'query'))[0]?.history.map(({ kind }) => kind)).toEqual(['drafted', 'sent', 'viewed']);
  }
});

test('many writes at once from two windows all arrive', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 ? one : two).put(place(), 'query', { ...QUERY, history: [...QUERY.history, sent(100 + at)] }),
    ),
  );
  expect((await one.all(place().owner, 'query'))[0]?.history).toHaveLength(21);
});

test('the last of several quick writes is what stands', async () => {
  const store = await aWindow();
  const words = ['s', 'se', 'sep', 'seps', 'sepsis'];
  await Promise.all(words.map((each) => store.put(place(), 'draft', { ...DRAFT, words: each })));
  expect((await store.load(place())).drafts[0]?.words).toBe('sepsis');
});

test('erasing in one window reaches the other, whose next work opens again', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await two.put(place(), 'draft', DRAFT);
  const heard = vi.fn();
  two.onErased(heard);
  await one.wipe({ withCounts: false, why: 'signed-out' });
  await expect.poll(() => heard.mock.calls).toEqual([['signed-out']]);
  expect(await two.put(place(), 'feedback', DISMISSAL)).toBe(true);
  expect((await (await aWindow()).load(place())).feedback).toEqual([DISMISSAL]);
});

test('a key that another window destroyed is not used for the next record', async () => {
  const [one, two] = [await aWindow(), await aWindow()];
  await one.put(place(), 'draft', DRAFT);
  // The other window's word is not waited for.
  const [, isKept] = await Promise.all([two.wipe(), one.put(place(), 'feedback', DISMISSAL)]);
  expect(isKept).toBe(true);
  await one.put(place(), 'feedback', DISMISSAL);
  expect((await (await aWindow()).load(place())).feedback).toEqual([DISMISSAL]);
});

test('FC-O12 anything else on the channel is ignored', async () => {
  const store = await aWindow();
  await store.load(place());
  const heard = vi.fn();
  store.onChange(heard);
  store.onErased(heard);
  const channel = new BroadcastChannel('corroborate-store');
  for (const word of [null, 'erased', { v: 2, kind: 'erased' }, { v: 1, kind: 'changed', name: 'p1' }, { v: 1, kind: 'changed' }])
    channel.postMessage(word);
  await new Promise((resolve) => setTimeout(resolve, 30));
  channel.close();
  expect(heard).not.toHaveBeenCalled();
  fc.assert(
    fc.property(fc.anything(), (word) => {
      const read = readWord(word);
      return read === null || ['changed', 'erased', 'signed-out'].includes(read.kind);
    }),
  );
});

test('without a channel a window reads again when it is looked at', async () => {
  const listeners: (() => void)[] = [];
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    addEventListener: (_name: string, listener: () => void) => listeners.push(listener),
    removeEventListener: () => {},
  });
  const store = await aWindow();
  await store.load(place());
  const heard = vi.fn();
  store.onChange(heard);
  for (const listener of listeners) listener();
  expect(heard.mock.calls).toEqual([[place().context]]);
  open.splice(0);
  store.close();
  vi.unstubAllGlobals();
});
