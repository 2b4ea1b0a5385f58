import { expect, test } from 'vitest';
import type { Packet } from '../../src/core/packet/packet.ts';
import type { Review } from '../../src/core/review/review.ts';
import { desk, type Work } from '../../src/worker/desk.ts';
import { openReviewer, type PacketAnswer } from '../../src/worker/index.ts';
import type { PacketAsked, Request, Response } from '../../src/worker/protocol.ts';
import { reviewerOn } from '../../src/worker/reviewer.ts';

const prepared = { by: 'A. Tester', at: 1 };
const asked: PacketAsked = { subject: 'sepsis', prepared, formats: ['html'] };
const idsOf = (resources: readonly unknown[]) => resources.map((each) => (each as { id: string }).id).join();

/** A stand-in for the core: the packet names the review and the resources it was made from. */
const work: Work = {
  review: ({ resources }) => ({ encounter: `stay of ${idsOf(resources)}`, checklists: [] }) as unknown as Review,
  lint: () => [],
  rules: () => [],
  explain: () => null,
  check: () => [],
  query: () => null,
  packet: (review, resources, { subject }) => ({
    title: `${subject}: ${review.encounter}`,
    html: idsOf(resources),
    text: '',
    bundle: '',
    hash: 'h',
    packet: {} as Packet,
  }),
};
const add = (epoch: number, id: string): Request => ({ type: 'add', epoch, resources: [{ resourceType: 'Observation', id }] });
const ask = (epoch: number): Request => ({ type: 'review', epoch, turn: 1, sources: [], options: { encounter: 'Encounter/e' } });
const wish = (epoch: number): Request => ({ type: 'packet', epoch, id: 7, asked });
const answerOf = (response: Response | null): PacketAnswer | null => (response?.type === 'packet' ? response.answer : null);

test('a packet is made from the last review and what that review was made from, not from what came after', () => {
  const answer = desk(work, () => 0);
  answer({ type: 'begin', epoch: 1 });
  answer(add(1, 'a'));
  answer(ask(1));
  answer(add(1, 'b'));
  expect(answerOf(answer(wish(1)))).toMatchObject({ title: 'sepsis: stay of a', html: 'a' });
});

test('while another reading goes on there is no packet of the one before', () => {
  const answer = desk(work, () => 0);
  expect(answerOf(answer(wish(0)))).toEqual({ refused: expect.stringMatching(/not been read yet/) });
  answer({ type: 'begin', epoch: 1 });
  answer(add(1, 'a'));
  answer(ask(1));
  answer({ type: 'begin', epoch: 2 });
  expect(answer(wish(1))).toBeNull();
  expect(answerOf(answer(wish(2)))).toEqual({ refused: expect.stringMatching(/not been read yet/) });
  answer(add(2, 'b'));
  answer(ask(2));
  expect(answerOf(answer(wish(2)))).toMatchObject({ title: 'sepsis: stay of b', html: 'b' });
});

test('a mistake of ours gives no packet, and none of its words', () => {
  const broken: Work = {
    ...work,
    packet: () => {
      throw new TypeError('Dummyfield, Milo');
    },
  };
  const answer = desk(broken, () => 0);
  answer({ type: 'begin', epoch: 1 });
  answer(ask(1));
  expect(answer(wish(1))).toEqual({ type: 'packet', id: 7, answer: null });
});

test('the page gets the packet, or the reason why there is none; and nothing where nobody can say', async () => {
  let mode: 'made' | 'refused' | 'broken' = 'made';
  const packet: Work['packet'] = (review, resources, given) => {
    if (mode === 'broken') throw new Error('x');
    return mode === 'refused' ? { refused: 'Not documented.' } : work.packet(review, resources, given);
  };
  const reviews: string[] = [];
  const reviewer = openReviewer(null, async () => ({ ...work, packet }), {
    onReview: (value) => reviews.push(String(value.encounter)),
    onProblem: () => {},
  });
  reviewer.begin();
  reviewer.add([{ resourceType: 'Observation', id: 'a' }]);
  reviewer.review([], { encounter: 'Encounter/e' });
  await expect.poll(() => reviews).toEqual(['stay of a']);
  expect(await reviewer.packet('sepsis', prepared)).toMatchObject({ title: 'sepsis: stay of a' });
  mode = 'refused';
  expect(await reviewer.packet('sepsis', prepared)).toEqual({ refused: 'Not documented.' });
  mode = 'broken';
  await expect(reviewer.packet('sepsis', prepared)).rejects.toBeUndefined();
  reviewer.close();
});

test('a packet asked for before another patient is opened never arrives', async () => {
  const requests: Request[] = [];
  let respond: (response: Response) => void = () => {};
  const reviewer = reviewerOn(
    (onResponse) => {
      respond = onResponse;
      return { where: 'worker', post: (request) => void requests.push(request), close: () => {} };
    },
    { onReview: () => {}, onProblem: () => {} },
  );
  reviewer.begin();
  const waiting = reviewer.packet('sepsis', prepared);
  reviewer.begin();
  respond({
    type: 'packet',
    id: 1,
    answer: { title: 'of the first patient', html: '', text: '', bundle: '', hash: '', packet: {} as Packet },
  });
  await expect(waiting).rejects.toBeUndefined();
  expect(requests.map(({ type }) => type)).toEqual(['begin', 'packet', 'begin']);
});
