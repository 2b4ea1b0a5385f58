import { NAMES } from './names.ts';
import { documentedSepsis, nothingToAsk } from './story-stays.ts';
import type { Screen, Walk } from './walk.ts';

const { card: names, people } = NAMES;
const person = people.clinician;

const read: Screen['show'] = ({ app }) => app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
const press =
  (...keys: readonly string[]): Screen['show'] =>
  async ({ page }) => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** Closes what is open under the first card's buttons, by the button that opened it or by the key. */
const leavePart: Screen['show'] = async (here) => {
  const card = here.app.getByRole('article').first();
  const opener = card.getByRole('button', { name: names.notNeeded, expanded: true });
  if ((await opener.count()) > 0) return opener.click();
  await card.focus();
  return press('Escape')(here);
};

const panel: Walk = {
  name: 'clinician, prompts',
  role: 'clinician',
  person,
  patient: /Dummyfield810/,
  isForced: true,
  screens: [
    {
      name: 'panel with prompts',
      show: async (here) => {
        await read(here);
        await here.app.getByRole('article').first().getByRole('radio').first().waitFor();
      },
    },
    {
      name: 'evidence drawer',
      show: async ({ app }) => {
        await app.getByRole('article').first().getByRole('button', { name: names.source }).first().click();
        await app.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor();
      },
    },
    {
      name: 'why this is asked',
      show: async (here) => {
        await press('Escape')(here);
        await here.app.getByRole('article').first().getByRole('button', { name: names.why }).click();
        await here.app.getByRole('dialog').getByRole('button', { name: names.openRule }).waitFor();
      },
    },
    {
      name: 'help',
      show: async (here) => {
        await press('Escape')(here);
        await here.app.locator('footer').getByRole('button', { name: NAMES.help }).click();
        await here.app.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'later',
      show: async (here) => {
        await press('Escape')(here);
        await here.app.getByRole('article').first().getByRole('button', { name: names.later }).click();
        await here.app.getByText(names.laterTitle).waitFor();
      },
    },
    {
      name: 'not needed, reasons',
      show: async ({ app }) => {
        await app.getByRole('article').first().getByRole('button', { name: names.notNeeded }).click();
        await app.getByText(names.notNeededTitle).waitFor();
      },
    },
    {
      name: 'not needed, which fact is wrong',
      show: async ({ app }) => {
        await app.getByRole('button', { name: names.factWrong }).click();
        await app.getByText(names.whichFact).waitFor();
      },
    },
    {
      name: 'departure note',
      show: async (here) => {
        await leavePart(here);
        const card = here.app.getByRole('article').first();
        await card.getByRole('button', { name: names.departure }).click();
        await card.getByRole('region', { name: names.departure }).getByRole('checkbox').or(card.getByRole('radio')).first().waitFor();
      },
    },
    {
      name: 'answer chosen, with its preview',
      show: async (here) => {
        await leavePart(here);
        const card = here.app.getByRole('article').first();
        await card.getByRole('radio').first().check();
        await card.getByLabel(/^Your words/).fill('Seen at the bedside.');
      },
    },
    {
      name: 'copied',
      show: async ({ app }) => {
        const card = app.getByRole('article').first();
        await card.getByRole('button', { name: 'Copy', exact: true }).click();
        await card.getByText(/^Copied, \d+ characters/).waitFor();
      },
    },
    {
      name: 'dismissed, with undo, lists open',
      show: async ({ app }) => {
        await app.getByRole('article').first().getByRole('button', { name: names.done }).click();
        await app.getByRole('article').first().getByRole('button', { name: names.notNeeded }).click();
        await app.getByRole('button', { name: names.ruledOut }).click();
        for (const name of [names.doneList, names.fine]) {
          const list = app.getByRole('button', { name });
          if ((await list.count()) > 0 && (await list.first().getAttribute('aria-expanded')) === 'false') await list.first().click();
        }
        await app.getByRole('button', { name: 'Undo' }).waitFor();
      },
    },
    {
      name: 'screen hidden',
      show: async (here) => {
        await here.app.getByRole('button', { name: 'Undo' }).click();
        await here.app.locator('#main').focus();
        await press('b')(here);
        await here.app.getByRole('dialog', { name: 'Hidden' }).waitFor();
      },
    },
    {
      name: 'documentation essentials',
      show: async (here) => {
        await press('Escape')(here);
        await here.app.getByRole('region', { name: names.essentials }).getByRole('button').first().click();
        await here.app.getByRole('article', { name: /essentials/i }).waitFor();
      },
    },
    {
      name: 'settings',
      show: async (here) => {
        await press('Escape')(here);
        await here.app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
        await here.app.getByRole('heading', { level: 1, name: NAMES.settings }).waitFor();
      },
    },
    {
      name: 'quality, with counts',
      show: async ({ app }) => {
        await app.getByRole('button', { name: NAMES.quality }).click();
        await app.getByRole('heading', { level: 1, name: NAMES.quality }).waitFor();
        await app.getByRole('table').first().waitFor();
      },
    },
  ],
};

export const CLINICIAN_WALKS: readonly Walk[] = [
  panel,
  {
    name: 'clinician, nothing needed',
    role: 'clinician',
    person,
    patient: /Calmworth/,
    options: { resources: [nothingToAsk().bundle()], at: { patient: nothingToAsk().patient, time: nothingToAsk().at('13:00') } },
    screens: [{ name: 'nothing needed', show: async ({ app }) => app.getByText(names.nothing).waitFor() }],
  },
  {
    name: 'clinician, laboratory refused',
    role: 'clinician',
    person,
    patient: /Dummyfield810/,
    options: { faults: { rules: [{ match: 'GET Observation?category=laboratory', do: { status: 403 } }] } },
    screens: [
      {
        name: 'cannot check',
        show: async (here) => {
          await read(here);
          await here.app.getByRole('button', { name: names.cannot }).click();
        },
      },
      {
        name: 'search that could not be made',
        show: async ({ app }) => {
          const reason = app.getByRole('button', { name: /^Laboratory/ });
          if ((await reason.count()) === 0) return;
          await reason.first().click();
          await app.getByRole('dialog').waitFor();
        },
      },
    ],
  },
  {
    name: 'clinician, copying refused',
    role: 'clinician',
    person,
    patient: /Storyfield/,
    options: {
      isClipboardRefused: true,
      resources: [documentedSepsis().bundle()],
      at: { patient: documentedSepsis().patient, time: documentedSepsis().at('13:00') },
    },
    screens: [
      {
        name: 'text to copy by hand',
        show: async (here) => {
          await read(here);
          await here.app.getByRole('radio').first().check();
          await here.app.getByRole('button', { name: 'Copy', exact: true }).click();
          await here.app
            .getByText(/press Ctrl\+C/)
            .first()
            .waitFor();
        },
      },
    ],
  },
  {
    name: 'clinician, slow EHR',
    role: 'clinician',
    person,
    patient: /Dummyfield810/,
    options: { faults: { rules: [{ match: 'GET Observation', do: { hang: true } }] } },
    screens: [{ name: 'reading', show: ({ app }) => app.getByText('Reading the chart').first().waitFor() }],
  },
];
