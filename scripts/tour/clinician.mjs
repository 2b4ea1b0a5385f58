import { clockBy, toTop } from './clock.mjs';

const PATIENT = 'vig-15-patient';
/** A saturation that the first question rests on. */
const SATURATION = 'Observation/vig-15-obs-019';
const at = (time) => Date.parse(`2026-10-${time}:00-04:00`);

/** A hospitalist with the app in a narrow panel beside the chart, from the arrival to the discharge of one stay. */
export const clinician = (parts) => {
  const { correct, NAMES } = parts;
  const to = clockBy(parts);
  const card = ({ app }) => app.getByRole('article').first();
  return {
    role: 'Clinician',
    file: 'clinician',
    about:
      'Alma Rivera, hospitalist. The app stands in a narrow panel beside the chart; she never leaves the note for longer than a minute.',
    person: NAMES.people.clinician,
    patient: /Dummyfield810/,
    options: { at: { patient: PATIENT, time: at('19T12:20') } },
    size: { width: 1280, height: 800 },
    steps: [
      {
        says: '19 October, 12:20. The patient has just arrived. Nothing is written yet, so nothing is asked: one line says what was checked and when.',
        do: ({ app }) => app.locator('footer').getByText(NAMES.dataAsOf).waitFor(),
      },
      {
        says: '14:00. First vital signs and results are back. Values alone raise no question for me; the panel stays quiet.',
        do: async (here) => {
          await here.page
            .getByRole('link', { name: /^Results/ })
            .first()
            .click();
          await to(here, at('19T14:00'));
        },
      },
      {
        says: '15:00. The ED note names acute respiratory failure. Now there is something to look at: the first card is open, the others are folded under it. No answer is chosen for me.',
        do: async (here) => {
          await here.page
            .getByRole('link', { name: /^Notes/ })
            .first()
            .click();
          await to(here, at('19T15:00'));
          await card(here).getByRole('radio').first().waitFor();
        },
      },
      {
        says: 'One click on a value opens where it comes from: the result itself, its trend, and the rule that looked at it.',
        do: async (here) => {
          await card(here)
            .getByRole('button', { name: /SpO2.*show source$|saturation.*show source$/i })
            .or(card(here).getByRole('button', { name: NAMES.card.source }))
            .first()
            .click();
          await here.app.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor();
        },
      },
      {
        says: '"Why this is asked" gives the rule in plain words, with its source.',
        do: async (here) => {
          await here.page.keyboard.press('Escape');
          await card(here).getByRole('button', { name: NAMES.card.why }).click();
          await here.app.getByRole('dialog').getByRole('button', { name: NAMES.card.openRule }).waitFor();
        },
      },
      {
        says: 'I choose an answer. Under it stands, letter for letter, what will be copied: my statement, then the data I reviewed.',
        do: async (here) => {
          await here.page.keyboard.press('Escape');
          await card(here)
            .getByText(/ruled out$/)
            .click();
        },
      },
      {
        says: 'While I write, a charted saturation is withdrawn. It is struck through and taken out of my text, and nothing is copied until I have looked.',
        do: async (here) => {
          await correct(here, ({ withdraw }) => withdraw(SATURATION));
          await toTop(here);
        },
      },
      {
        says: 'Reviewed, and copied with the next click. The message says how many characters went to the clipboard.',
        do: async (here) => {
          const reviewed = card(here).getByRole('button', { name: 'Reviewed' });
          if ((await reviewed.count()) > 0) await reviewed.first().click();
          await card(here).getByRole('button', { name: 'Copy', exact: true }).click();
          await card(here).getByText(NAMES.copied).first().waitFor();
        },
      },
      {
        says: 'I paste it into my note, read it once more, and sign there. The chart stays the only place where anything is written.',
        do: async ({ page }) => {
          await page.getByRole('link', { name: 'Write a note' }).click();
          await page.getByLabel('Text', { exact: true }).click();
          await page.keyboard.press('Control+V');
        },
      },
      {
        says: 'The signed note is read, and what it settles closes by itself: the panel says what arrived.',
        do: async (here) => {
          const { page, app } = here;
          await page.getByRole('button', { name: 'Sign', exact: true }).click();
          await page.getByRole('link', { name: 'Write a note' }).waitFor();
          await app
            .getByText(/Resolved/)
            .first()
            .waitFor({ timeout: 60_000 });
          await toTop(here);
        },
      },
      {
        says: '20 October, 00:30. Midnight has passed. What was closed stays closed; a question comes back only with a changed record, and says what changed.',
        do: (here) => to(here, at('20T00:30')),
      },
      {
        says: '21 October, 10:40. The discharge summary names the diagnosis again, although my note ruled it out. The record has changed, so the question stands again, with my earlier answer still in it.',
        do: (here) => to(here, at('21T10:40')),
      },
    ],
  };
};
