import { NAMES } from './names.ts';
import type { Screen, Walk } from './walk.ts';

const { ur: names, people } = NAMES;

const board: Screen['show'] = async ({ app }) => {
  await app.getByRole('region', { name: names.stands }).waitFor({ timeout: 60_000 });
  await app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
};

export const UR_WALKS: readonly Walk[] = [
  {
    name: 'UR, a stay in observation and then inpatient',
    role: 'ur',
    person: people.ur,
    patient: /Sampleton678/,
    isForced: true,
    screens: [
      { name: 'board', show: board },
      {
        name: 'open stays',
        show: async ({ app }) => {
          await app.getByRole('button', { name: names.openStays }).click();
          await app.getByText(names.allRead).waitFor({ timeout: 90_000 });
        },
      },
      {
        name: 'board, forms open',
        show: async ({ app }) => {
          await app.getByRole('button', { name: names.toBoard }).click();
          await app.getByRole('button', { name: names.payer }).click();
          await app.getByLabel(names.entry).selectOption('payer-window');
          await app.getByRole('button', { name: names.handOver }).click();
        },
      },
      {
        name: 'board, decision kept and handed over',
        show: async ({ app, page }) => {
          const decision = app.getByRole('region', { name: names.decision, exact: true });
          await decision.getByRole('radio').last().check();
          await decision.getByLabel('Reason').fill('second night not yet certain');
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
          await app
            .getByText(/^Kept /)
            .first()
            .waitFor();
          await app.getByRole('button', { name: names.hand }).click();
          await app.getByText(NAMES.copied).first().waitFor();
        },
      },
      {
        name: 'board, answer of the physician advisor',
        show: async ({ app }) => {
          await app.getByRole('button', { name: 'Answer of the physician advisor' }).click();
          await app.getByText('View of the physician advisor').waitFor();
        },
      },
      {
        name: 'board, where a value comes from',
        show: async ({ app }) => {
          await app.locator('main').press('e');
          await app.getByRole('dialog').waitFor();
        },
      },
      {
        name: 'brief',
        show: async ({ app, page }) => {
          await page.keyboard.press('Escape');
          await app.getByRole('button', { name: names.brief, exact: true }).click();
          await app.getByRole('article').waitFor();
        },
      },
      {
        name: 'peer-to-peer sheet',
        show: async ({ app }) => {
          await app.getByRole('tab', { name: names.peer }).click();
          await app.getByRole('heading', { name: 'Peer-to-peer sheet' }).waitFor();
        },
      },
      {
        name: 'packet of the level of care',
        show: async ({ app }) => {
          await app.getByRole('button', { name: names.back }).click();
          await app.getByRole('button', { name: names.packet }).click();
          await app.getByRole('article', { name: NAMES.rooms.packetPage }).waitFor();
        },
      },
    ],
  },
  {
    name: 'UR, notes refused',
    role: 'ur',
    person: people.ur,
    patient: /Placeholder517/,
    options: {
      faults: {
        rules: [
          { match: 'GET DocumentReference', do: { status: 403 } },
          { match: 'GET Binary', do: { status: 403 } },
        ],
      },
    },
    screens: [{ name: 'board without notes', show: board }],
  },
  {
    name: 'physician advisor',
    role: 'ur',
    person: people.advisor,
    patient: /Placeholder517/,
    screens: [{ name: 'board with an open question', show: board }],
  },
];
