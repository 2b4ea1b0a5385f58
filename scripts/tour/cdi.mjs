import { clockBy, toTop } from './clock.mjs';

const PATIENT = 'vig-02-patient';
const at = (time) => Date.parse(`2026-04-${time}:00-05:00`);

/** A CDI specialist at full width: list, case, query, its life until it is answered, second look and packet. */
export const cdi = (parts) => {
  const { advance, NAMES, signInAgain, writeAndSign } = parts;
  const to = clockBy(parts);
  const names = NAMES.cdi;
  const list = ({ app }) => app.getByRole('region', { name: names.list });
  const draft = ({ app }) => app.getByRole('region', { name: names.draft });
  const queries = ({ app }) => app.getByRole('region', { name: names.queries });
  return {
    role: 'CDI specialist',
    file: 'cdi',
    about: 'Nora Lindgren, RN, CCDS. The app has the full width of the window: whom next, the case, the query.',
    person: NAMES.people.cdi,
    patient: /Synthetica969/,
    options: { at: { patient: PATIENT, time: at('13T15:00') } },
    size: { width: 1440, height: 900 },
    isWide: true,
    steps: [
      {
        says: '13 April, 15:00. The open encounters in the order our hospital set, one row each, with the reason in words. Charts are read one after another in the background.',
        do: async (here) => {
          await list(here).getByText(names.allRead).waitFor({ timeout: 120_000 });
          await toTop(here);
        },
      },
      {
        says: 'Filters narrow the list to what I look after today; rows that could not be read are counted, never dropped in silence.',
        do: async ({ app }) => {
          await app.getByRole('button', { name: names.filters }).click();
        },
      },
      {
        says: "Enter opens a case: where it stands, what is asked and why, one axis of time, and every definition side by side with the hospital's own marked.",
        do: async (here) => {
          await here.app.getByRole('button', { name: names.filters }).click();
          await list(here)
            .getByRole('button', { name: /Synthetica969/ })
            .click();
          await here.app.getByRole('tab').first().waitFor();
          await here.app
            .getByRole('heading', { name: names.definitions })
            .first()
            .evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
        },
      },
      {
        says: 'Each criterion has one of four answers, in words, with its facts or the search that found nothing. "Not known" is never "not found".',
        do: ({ app }) =>
          app
            .getByRole('heading', { name: 'Criteria' })
            .first()
            .evaluate((heading) => heading.scrollIntoView({ block: 'start' })),
      },
      {
        says: 'The draft is written already: ticked findings only, for and against, the question, answers of equal weight. The checks run as I type.',
        do: async (here) => {
          await toTop(here);
          await here.app.locator('#main').focus();
          await here.page.keyboard.press('q');
          await draft(here).getByText(names.checks).first().waitFor();
        },
      },
      {
        says: 'A leading title is stopped, with the rule and the place. There is no way around it: copy, print and sending go through the same gate.',
        do: async (here) => {
          await draft(here).getByLabel(names.title, { exact: true }).fill('Add severe sepsis');
          await draft(here).getByText(names.blocked).first().waitFor();
        },
      },
      {
        says: 'Put right, copied and marked as sent: the clock of our policy starts, and the same question cannot be asked twice by mistake.',
        do: async (here) => {
          await draft(here).getByRole('button', { name: names.startOver }).click();
          await draft(here).getByText(names.blocked).first().waitFor({ state: 'hidden' });
          await draft(here).getByRole('button', { name: NAMES.copy }).first().click();
          await draft(here).getByText(NAMES.copied).first().waitFor();
          await draft(here).getByRole('button', { name: names.mark }).click();
          await queries(here).waitFor();
        },
      },
      {
        hasUndo: true,
        says: '"n" keeps the review with a date for the next one, and the focus is on the next row. Ten seconds to take it back.',
        do: async (here) => {
          await here.app.locator('#main').focus();
          await here.page.keyboard.press('n');
          await here.app
            .getByText(/^Kept: /)
            .first()
            .waitFor();
        },
      },
      {
        says: '14 April, 16:00. The next day the case says what is new since my review, and the query how long it waits.',
        do: async (here) => {
          await list(here)
            .getByRole('button', { name: /Synthetica969/ })
            .click();
          await to(here, at('14T16:00'));
          await toTop(here);
        },
      },
      {
        says: 'A physician has answered in a note. The app proposes that, with the sentence quoted; I enter it, or not. The notes now differ, and that is a question of its own.',
        do: async (here) => {
          const provider = await signInAgain(here, NAMES.people.clinician, /Synthetica969/);
          await writeAndSign(provider.page, 'Assessment: Sepsis was ruled out. Localized cellulitis of the left leg without sepsis.');
          await provider.context.close();
          await here.page.bringToFront();
          await advance(here, 'PT5M');
          await queries(here).getByRole('button', { name: 'Enter as documented' }).waitFor({ timeout: 30_000 });
          await toTop(here);
        },
      },
      {
        says: 'The audit sheet of a query: every text as it was sent, who, when, the checks it passed, and the hash of its evidence.',
        do: async (here) => {
          await queries(here).getByRole('button', { name: 'Enter as documented' }).click();
          await queries(here).getByRole('button', { name: names.sheet }).click();
          await here.app.getByRole('button', { name: names.copySheet }).waitFor();
        },
      },
      {
        says: "A second look before the bill: each documented diagnosis beside its findings, with the second reader's outcome.",
        do: async (here) => {
          await here.app.getByRole('button', { name: names.second }).first().click();
          await here.app.getByRole('heading', { name: names.sheetOverall }).waitFor();
        },
      },
      {
        says: 'The evidence packet of one condition: facts in order of time with their sources, for and against, the definitions, what was not found. It concludes nothing.',
        do: async (here) => {
          await here.app.locator('#main').focus();
          await here.page.keyboard.press('Escape');
          await here.app.getByRole('button', { name: names.packet }).first().click();
          await here.app.getByRole('article', { name: NAMES.rooms.packetPage }).waitFor();
        },
      },
    ],
  };
};
