import { afterAll, afterEach, expect, test } from 'vitest';
import { advance, closeBrowser, type Visit, visit } from './browser.ts';
import { type Stay, stayOf } from './stay-builder.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

const open = async (stay: Stay, time: string) => {
  here = await visit(
    /Tate/,
    new RegExp(stay.name),
    { resources: [stay.bundle()], at: { patient: stay.patient, time: stay.at(time) } },
    1440,
  );
  return here.app.getByRole('region', { name: 'Where the stay stands' });
};

const NOTE = 'Assessment and Plan:\n1. Community-acquired pneumonia. Continue IV ceftriaxone. Needs oxygen and IV fluids.\n';

// By hand, on a clock in Chicago. Spring: 00:00 of the 8th passed 20 minutes after arrival and before the order, that night lacks the hour from 02:00 to 03:00.
// Autumn: the same with 1 November 2026, whose night has the hour from 01:00 to 02:00 twice.
test.each([
  {
    night: 'that loses an hour',
    arrived: '2026-03-07T23:40',
    order: '+1 00:20',
    at: '+1 01:30',
    left: '21:30',
    hours: '30.7',
    first: '+2 08:00',
    second: '+3 08:00',
  },
  {
    night: 'that gains an hour',
    arrived: '2026-10-31T23:40',
    order: '+1 00:20',
    at: '2026-11-01T00:30:00-05:00',
    left: '24:30',
    hours: '32.7',
    first: '+2 08:00',
    second: '+3 08:00',
  },
])('story 11: arrival 23:40, order 00:20, in a night $night: the midnights are those of a hand count', async ({
  arrived,
  order,
  at,
  left,
  hours,
  first,
  second,
}) => {
  const stay = stayOf({ name: 'Nightworth', arrived })
    .signs('23:50', { hr: 98, rr: 22, temp: 38.4, sbp: 124, dbp: 70, spo2: 92, gcs: 15, weight: 70 })
    .gives(['23:55', '+1 23:55', '+2 23:55'], 'ceftriaxone')
    .order(order, 'inpatient')
    .note('+1 00:25', 'hp', NOTE)
    .note('+2 07:30', 'progress', NOTE)
    .note('+3 07:30', 'progress', NOTE);
  const stands = await open(stay, at);
  const says = () => stands.innerText();
  await expect.poll(says, { timeout: 30_000 }).toMatch(/1 total · 1 countable · 0 after the order/);
  expect(await says()).toMatch(new RegExp(`in ${left}\\b`));
  await advance(here as Visit, stay.at(first));
  await expect.poll(says).toMatch(/2 total · 2 countable · 1 after the order/);
  expect(await says()).toContain(`${hours} h`);
  await advance(here as Visit, stay.at(second));
  await expect.poll(says).toMatch(/3 total · 3 countable · 2 after the order/);
  expect((here as Visit).errors).toEqual([]);
});
