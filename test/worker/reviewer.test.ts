import { expect, test } from 'vitest';
import type { Review } from '../../src/core/review/review.ts';
import { desk, type Work } from '../../src/worker/desk.ts';
import { openReviewer, type ReviewOptions } from '../../src/worker/index.ts';
import type { Request, Response } from '../../src/worker/protocol.ts';
import { type Host, reviewerOn } from '../../src/worker/reviewer.ts';

const options: ReviewOptions = { encounter: 'Encounter/e1' };
/** A stand-in for the core: the review names the resources it was given. */
const work: Work = {
  review: ({ resources }) =>
    ({ encounter: resources.map((each) => (each as { id: string }).id).join(), checklists: [] }) as unknown as Review,
  lint: ({ draft }) => (draft.title.includes('DRG') ? [{ rule: 'QL024', severity: 'E', at: 'title', message: 'no' }] : []),
  rules: () => [],
  explain: () => null,
  packet: () => ({ refused: 'nothing documented' }),
  query: () => null,
  check: ({ text }) => (text.includes('DRG') ? [{ rule: 'QL024', message: 'no' }] : []),
};
const observation = (id: string, lastUpdated?: string) => ({
  resourceType: 'Observation',
  id,
  ...(lastUpdated ? { meta: { lastUpdated } } : {}),
});
const ask = { type: 'review', epoch: 1, turn: 1, sources: [], options } as const;
const reviewed = (response: Response | null) => (response?.type === 'review' ? String(response.review.encounter) : response);

test('resources are kept until the next reading; the newest version of each wins', () => {
  const seen: unknown[] = [];
  const review: Work['review'] = (input) => {
    seen.push(...input.resources);
    return work.review(input);
  };
  const answer = desk({ ...work, review }, () => 0);
  answer({ type: 'begin', epoch: 1 });
  answer({ type: 'add', epoch: 1, resources: [observation('a', '2026-03-02T10:00:00Z'), observation('b')] });
  answer({ type: 'add', epoch: 1, resources: [observation('a', '2026-03-02T09:00:00Z'), observation('a', '2026-03-02T11:00:00Z')] });
  expect(reviewed(answer(ask))).toBe('a,b');
  expect(seen[0]).toMatchObject({ meta: { lastUpdated: '2026-03-02T11:00:00Z' } });
  answer({ type: 'begin', epoch: 2 });
  expect(reviewed(answer({ ...ask, epoch: 2 }))).toBe('');
});

test('what belongs to an earlier reading is neither kept nor answered', () => {
  const answer = desk(work, () => 0);
  answer({ type: 'begin', epoch: 2 });
  answer({ type: 'add', epoch: 1, resources: [observation('of-another-reading')] });
  expect(answer(ask)).toBeNull();
  expect(reviewed(answer({ ...ask, epoch: 2 }))).toBe('');
});

test('a mistake of ours becomes a problem without any patient data', () => {
  const answer = desk(
    {
      ...work,
      review: () => {
        throw new TypeError('Dummyfield, Milo');
      },
    },
    () => 0,
  );
  answer({ type: 'begin', epoch: 1 });
  const response = answer(ask);
  expect(response).toMatchObject({ type: 'problem', problem: { kind: 'bug', detail: 'TypeError' } });
  expect(JSON.stringify(response)).not.toContain('Dummyfield');
});

test('an encounter that is no hospital stay is told as such, not as an error', () => {
  const answer = desk({ ...work, review: () => null }, () => 0);
  answer({ type: 'begin', epoch: 1 });
  expect(answer(ask)).toMatchObject({ type: 'problem', problem: { kind: 'unsupported', what: 'Encounter' } });
});

/** A host that answers only when told to. */
function manualHost() {
  const requests: Request[] = [];
  let respond: (response: Response) => void = () => {};
  let fail: () => void = () => {};
  const open = (onResponse: (response: Response) => void, onFailure: () => void): Host => {
    respond = onResponse;
    fail = onFailure;
    return { where: 'worker', post: (request) => void requests.push(request), close: () => {} };
  };
  return { open, requests, respond: (response: Response) => respond(response), fail: () => fail() };
}
const review = (epoch: number, turn: number, name: string): Response => ({
  type: 'review',
  epoch,
  turn,
  review: { encounter: name } as unknown as Review,
  durationMs: 1,
});

test('asked faster than answered, only the last wish is kept', () => {
  const host = manualHost();
  const got: string[] = [];
  const reviewer = reviewerOn(host.open, { onReview: (value) => got.push(String(value.encounter)), onProblem: () => {} });
  reviewer.begin();
  for (let wish = 0; wish < 5; wish += 1) reviewer.review([], options);
  expect(host.requests.filter((request) => request.type === 'review')).toHaveLength(1);
  host.respond(review(1, 1, 'first'));
  expect(host.requests.filter((request) => request.type === 'review')).toHaveLength(2);
  host.respond(review(1, 2, 'last'));
  expect(got).toEqual(['first', 'last']);
});

test('FC-B27 an answer that comes after the next reading began is dropped', () => {
  const host = manualHost();
  const got: string[] = [];
  const reviewer = reviewerOn(host.open, { onReview: (value) => got.push(String(value.encounter)), onProblem: () => {} });
  reviewer.begin();
  reviewer.review([], options);
  reviewer.begin();
  host.respond(review(1, 1, 'late'));
  reviewer.review([], options);
  host.respond(review(2, 2, 'current'));
  expect(got).toEqual(['current']);
});

test('a check that nobody can answer any more rejects, so that nothing is copied unchecked', async () => {
  const host = manualHost();
  const reviewer = reviewerOn(host.open, { onReview: () => {}, onProblem: () => {} });
  const check = reviewer.check({} as never, 'text');
  host.fail();
  await expect(check).rejects.toBeUndefined();
});

test('where workers are refused the page reviews by itself, in tasks of their own', async () => {
  const names: string[] = [];
  const reviewer = openReviewer(null, async () => work, { onReview: (value) => names.push(String(value.encounter)), onProblem: () => {} });
  reviewer.begin();
  reviewer.add([observation('a')]);
  reviewer.review([], options);
  expect(names).toEqual([]);
  await expect.poll(() => names).toEqual(['a']);
  expect(await reviewer.check({} as never, 'to capture the DRG')).toHaveLength(1);
  expect(reviewer.where).toBe('page');
  reviewer.close();
});

test('the rules and the reason of a prompt come from where the content is; what cannot be put in words is refused', async () => {
  const prompt = { checklist: 'sepsis', item: 'x' } as never;
  const told = { title: 'Sepsis' } as never;
  let isBroken = false;
  const rules: Work['rules'] = (policy, isClinician) => {
    if (isBroken) throw new Error('x');
    return [{ rule: { id: `${policy} ${isClinician}` }, essentials: {} }] as never;
  };
  const reviewer = openReviewer(null, async () => ({ ...work, rules, explain: () => told }), { onReview: () => {}, onProblem: () => {} });
  reviewer.begin();
  expect((await reviewer.rules('base', true))[0]?.rule.id).toBe('base true');
  // Nothing is reviewed yet: there is no prompt to explain.
  await expect(reviewer.explain(prompt, true)).rejects.toBeUndefined();
  reviewer.review([], options);
  expect(await reviewer.explain(prompt, true)).toEqual({ title: 'Sepsis' });
  isBroken = true;
  await expect(reviewer.rules('base', false)).rejects.toBeUndefined();
  const late = reviewer.rules('base', false);
  reviewer.close();
  await expect(late).rejects.toBeUndefined();
});
