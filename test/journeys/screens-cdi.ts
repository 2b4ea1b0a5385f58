import { NAMES } from './names.ts';
import type { Screen, Walk } from './walk.ts';

const { cdi: names, people } = NAMES;
const person = people.cdi;

const draft = ({ app }: Parameters<Screen['show']>[0]) => app.getByRole('region', { name: names.draft });

/** Brings a part of the workplace to the front, which matters where only one has room; at wide widths all three stand beside each other. */
const part =
  (key: 'list' | 'case' | 'query'): Screen['show'] =>
  async ({ app, page }) => {
    await app.locator(`[data-part="${key}"]`).first().waitFor({ state: 'attached' });
    await app.locator('#main').focus();
    if (key === 'query') await page.keyboard.press('q');
    else {
      await page.keyboard.press('/');
      await app.locator('[data-filter]:focus').waitFor();
      if (key === 'list') return;
      await app.locator('li button[aria-current], li [aria-current] button, [data-part="list"] [data-row][aria-current]').first().click();
    }
  };

const own: Walk = {
  name: 'CDI, list and case',
  role: 'cdi',
  person,
  patient: /Synthetica969/,
  isForced: true,
  screens: [
    {
      name: 'list',
      show: async (here) => {
        const list = here.app.getByRole('region', { name: names.list });
        await list.getByText(names.allRead).waitFor({ timeout: 90_000 });
        await part('list')(here);
      },
    },
    {
      name: 'list, filters and ids open',
      show: async ({ app }) => {
        await app.getByRole('button', { name: names.filters }).click();
        await app.getByRole('button', { name: names.paste }).click();
      },
    },
    {
      name: 'case',
      show: async (here) => {
        await part('case')(here);
        await here.app.getByRole('tab').first().waitFor();
      },
    },
    {
      name: 'case, timeline as a table',
      show: async ({ app }) => {
        await app.getByRole('button', { name: names.timelineTable }).click();
      },
    },
    {
      name: 'case, another condition',
      show: async ({ app }) => {
        await app.getByRole('tab').nth(1).click();
        await app.getByRole('tab', { selected: true }).waitFor();
      },
    },
    {
      name: 'case, no query because',
      show: async ({ app }) => {
        await app.getByRole('tab').first().click();
        await app.getByRole('button', { name: names.noQuery }).click();
        await app.getByText(names.noQueryTitle).waitFor();
      },
    },
    {
      name: 'second-level sheet',
      show: async ({ app, page }) => {
        await page.keyboard.press('Escape');
        await app.getByRole('button', { name: names.second }).click();
        await app.getByRole('heading', { name: names.sheetOverall }).waitFor();
      },
    },
  ],
};

/** Each walk its own visit, so that none lasts long. */
const query: Walk = {
  ...own,
  name: 'CDI, query',
  isForced: false,
  screens: [
    {
      name: 'query draft',
      show: async (here) => {
        await here.app.locator('[role="tab"]').first().waitFor({ state: 'attached', timeout: 60_000 });
        await part('query')(here);
        await draft(here).getByText(names.checks).first().waitFor();
      },
    },
    {
      name: 'query draft, everything unfolded',
      show: async (here) => {
        // From below to above: what opens must not move what is to be opened.
        for (const one of (await draft(here).locator('button[aria-expanded="false"]').all()).reverse()) await one.click();
      },
    },
    {
      name: 'query draft, checks failing',
      show: async (here) => {
        await draft(here).getByLabel(names.title, { exact: true }).fill('To capture the MCC please add severe sepsis');
        await draft(here).getByText(names.blocked).first().waitFor();
      },
    },
    {
      name: 'query asked in person',
      show: async (here) => {
        const box = draft(here);
        await box.getByRole('button', { name: names.startOver }).click();
        await box.getByText(names.blocked).first().waitFor({ state: 'hidden' });
        await box.getByRole('button', { name: names.inPerson }).first().click();
        await box.getByRole('button', { name: names.keepVerbal }).waitFor();
      },
    },
    {
      name: 'query copied and marked as sent',
      show: async (here) => {
        const box = draft(here);
        await box.getByRole('button', { name: names.cancel }).click();
        await box.getByRole('button', { name: NAMES.copy }).first().click();
        await box.getByText(NAMES.copied).first().waitFor();
        await box.getByRole('button', { name: names.mark }).click();
        await here.app.getByRole('region', { name: names.queries }).waitFor();
      },
    },
    {
      name: 'query, entering the answer',
      show: async ({ app }) => {
        const life = app.getByRole('region', { name: names.queries });
        await life.getByRole('button', { name: names.answer }).first().click();
        await life.getByText(names.answered).first().waitFor();
      },
    },
    {
      name: 'query, withdrawing it',
      show: async ({ app }) => {
        const life = app.getByRole('region', { name: names.queries });
        await life.getByRole('button', { name: names.withdraw }).click();
        await life.getByText(names.whyWithdrawn).first().waitFor();
      },
    },
    {
      name: 'audit sheet',
      show: async ({ app }) => {
        await app.getByRole('region', { name: names.queries }).getByRole('button', { name: names.sheet }).click();
        await app.getByRole('button', { name: names.copySheet }).waitFor();
      },
    },
  ],
};

const rooms: Walk = {
  ...own,
  name: 'CDI, rooms',
  isForced: false,
  screens: [
    {
      name: 'evidence packet',
      show: async (here) => {
        await here.app.locator('[role="tab"]').first().waitFor({ state: 'attached', timeout: 60_000 });
        await part('case')(here);
        await here.app.getByRole('region', { name: names.case }).getByRole('button', { name: names.packet }).click();
        await here.app.getByRole('article', { name: NAMES.rooms.packetPage }).waitFor();
      },
    },
    {
      name: 'rules, whole rule',
      show: async ({ app, page }) => {
        await page.keyboard.press('Escape');
        await app.locator('footer').getByRole('button', { name: NAMES.rules }).click();
        await app.getByRole('navigation', { name: NAMES.rooms.checklists }).waitFor();
      },
    },
    {
      name: 'rules, one page',
      show: async ({ app }) => {
        await app.getByRole('button', { name: NAMES.rooms.onePage }).click();
        await app.getByRole('heading', { name: /^Documentation essentials:/ }).waitFor();
      },
    },
    {
      name: 'simulator, a copy open',
      show: async ({ app, page }) => {
        await page.keyboard.press('Escape');
        await app.locator('footer').getByRole('button', { name: NAMES.rules }).click();
        await app.getByRole('button', { name: NAMES.rooms.simulator }).click();
        await app.getByLabel(NAMES.rooms.simulatorChoose).selectOption({ index: 1 });
        await app
          .getByText(/are right\. Content|mistakes?\./)
          .first()
          .waitFor({ timeout: 60_000 });
      },
    },
    {
      name: 'quality, queries',
      show: async ({ app, page }) => {
        await page.keyboard.press('Escape');
        await app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
        await app.getByRole('button', { name: NAMES.quality }).click();
        await app.getByRole('table').first().waitFor();
      },
    },
    {
      name: 'another stay than the chart',
      show: async (here) => {
        await here.page.keyboard.press('Escape');
        await part('list')(here);
        await here.app
          .getByRole('region', { name: names.list })
          .getByRole('button', { name: /Testcase724/ })
          .click();
        await here.app.getByText(names.foreign).waitFor();
        await here.app.getByRole('tab').first().waitFor({ timeout: 60_000 });
      },
    },
  ],
};

export const CDI_WALKS: readonly Walk[] = [
  own,
  query,
  rooms,
  {
    name: 'CDI, list while it is read',
    role: 'cdi',
    person,
    patient: /Mockford373/,
    options: { faults: { rules: [{ match: 'GET Observation', do: { delay: 4000 } }] } },
    screens: [
      {
        name: 'list, reading',
        show: async (here) => {
          await here.app
            .getByText(/\d+ of 12 encounters read/)
            .first()
            .waitFor({ timeout: 60_000 });
        },
      },
      {
        name: 'query, nothing due',
        show: async (here) => {
          await here.app.locator('[role="tab"]').first().waitFor({ state: 'attached', timeout: 60_000 });
          await part('query')(here);
        },
      },
    ],
  },
  {
    name: 'CDI, notes refused',
    role: 'cdi',
    person,
    patient: /Synthetica969/,
    options: {
      faults: {
        rules: [
          { match: 'GET DocumentReference', do: { status: 403 } },
          { match: 'GET Binary', do: { status: 403 } },
        ],
      },
    },
    screens: [
      {
        name: 'case without notes',
        show: async (here) => {
          await here.app.locator('[role="tab"]').first().waitFor({ state: 'attached', timeout: 60_000 });
          await part('case')(here);
        },
      },
    ],
  },
];
