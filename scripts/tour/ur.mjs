import { clockBy, toTop } from './clock.mjs';

const PATIENT = 'vig-24-patient';
const at = (time) => Date.parse(`2026-01-${time}:00-08:00`);

/** A UR nurse at full width over two nights: observation, the order, the doubt, the physician advisor, the call, the discharge. */
export const ur = (parts) => {
  const { NAMES } = parts;
  const to = clockBy(parts);
  const names = NAMES.ur;
  const toPart = (app, name) =>
    app
      .getByRole('region', { name, exact: true })
      .first()
      .evaluate((part) => part.scrollIntoView({ block: 'center' }));
  return {
    role: 'UR nurse',
    file: 'ur',
    about: 'Marcus Tate, RN, CCM. The app has the full width of the window: is the status right now, and can it be shown why.',
    person: NAMES.people.ur,
    patient: /Sampleton678/,
    options: { at: { patient: PATIENT, time: at('09T23:30') } },
    size: { width: 1440, height: 900 },
    isWide: true,
    steps: [
      {
        says: '9 January, 23:30. Open stays by the time to their next midnight: who is to be looked at first tonight.',
        do: async (here) => {
          await here.app.getByRole('region', { name: names.stands }).waitFor({ timeout: 60_000 });
          await here.app.getByRole('button', { name: names.openStays }).click();
          await here.app.getByRole('heading', { name: names.openStays }).waitFor();
          await here.page.waitForTimeout(8000);
          await toTop(here);
        },
      },
      {
        says: 'The stay of the open chart. Observation since 23:10. The strip says when care began, how many midnights count, and when the next one is.',
        do: async (here) => {
          await here.app
            .getByRole('button', { name: /Sampleton678/ })
            .first()
            .click();
          await here.app.getByRole('region', { name: names.stands }).waitFor({ timeout: 60_000 });
          await here.app.locator('footer').getByText(NAMES.dataAsOf).waitFor();
        },
      },
      {
        says: '10 January, 07:00. One midnight has passed: countable, before any inpatient order. The bar shows the night it belongs to.',
        do: (here) => to(here, at('10T07:00')),
      },
      {
        says: 'Severity, intensity and risk as facts with their times. What was not found, and what could not be read, are listed apart.',
        do: (here) =>
          here.app
            .locator('#ur-severity')
            .first()
            .evaluate((part) => part.scrollIntoView({ block: 'start' })),
      },
      {
        says: '13:40. An inpatient order was written at 13:30. The status, the midnights after the order and the clocks of the notices follow it.',
        do: async (here) => {
          await toTop(here);
          await to(here, at('10T13:40'));
        },
      },
      {
        says: 'What the notes state about the expected stay, element by element, each with its quotation. Nothing here says what the level of care should be.',
        do: ({ app }) =>
          app.getByRole('heading', { name: 'What the notes state' }).evaluate((part) => part.scrollIntoView({ block: 'start' })),
      },
      {
        hasUndo: true,
        says: 'The decision is mine: one of three, with a reason. Nothing is chosen for me, and nothing is written to the EHR.',
        do: async ({ app, page }) => {
          await app.locator('main').press('d');
          await page.keyboard.press('ArrowDown');
          await page.keyboard.press('ArrowDown');
          await page.keyboard.press('Tab');
          await page.keyboard.type('second night not yet certain');
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
          await app
            .getByText(/^Kept /)
            .first()
            .waitFor();
          await toPart(app, names.decision);
        },
      },
      {
        says: 'Unclear goes to the physician advisor: one click keeps the hand-over and copies question, view and brief to be sent. The answer is entered here with its reason.',
        do: async ({ app }) => {
          await app.getByRole('button', { name: names.hand }).click();
          await app.getByText(NAMES.copied).first().waitFor();
          await app.getByRole('button', { name: 'Answer of the physician advisor' }).click();
        },
      },
      {
        says: 'The brief: one page, black on white, the patient on it, facts with their times, the open question. Copied as text or printed.',
        do: async (here) => {
          await here.page.keyboard.press('Escape');
          await here.app.getByRole('button', { name: names.brief, exact: true }).click();
          await here.app.getByRole('article').first().waitFor();
        },
      },
      {
        says: 'The plan offers a call. The window is entered from its notice, and its clock runs beside the others.',
        do: async (here) => {
          const { app, page } = here;
          await app.getByRole('button', { name: names.back }).click();
          await app.getByLabel(names.entry).selectOption('payer-window');
          await app.getByLabel('Which').selectOption('peer-to-peer');
          await app.getByLabel('Asked when').fill('0900');
          await app.getByLabel(/Window ends/).fill('1700');
          await page.keyboard.press('Enter');
          await app
            .getByRole('region', { name: 'Clocks' })
            .getByText(/Call offered by the plan/)
            .first()
            .waitFor();
          await toTop(here);
        },
      },
      {
        says: 'The peer-to-peer sheet turns the brief into five speaking points, each with its fact, and what speaks against.',
        do: async ({ app }) => {
          await app.getByRole('button', { name: names.peer, exact: true }).click();
          await app.getByRole('heading', { name: 'Peer-to-peer sheet' }).waitFor();
        },
      },
      {
        says: '11 January, 08:50. A second midnight has passed. My decision still stands; the board says that the record has changed since.',
        do: async (here) => {
          await here.app.getByRole('button', { name: names.back }).click();
          await to(here, at('11T08:50'));
          await toTop(here);
        },
      },
      {
        says: '15:00. Discharged. The counts are final, and the packet of the level of care holds all of it with sources.',
        do: async (here) => {
          await to(here, at('11T15:00'));
          await here.app.getByRole('button', { name: names.packet }).first().click();
          await here.app.getByRole('article', { name: NAMES.rooms.packetPage }).waitFor({ timeout: 30_000 });
        },
      },
    ],
  };
};
