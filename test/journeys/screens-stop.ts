import { NAMES } from './names.ts';
import type { Screen, Walk } from './walk.ts';

const { people } = NAMES;
const base = { role: 'clinician', person: people.clinician, patient: /Sampleton908/ } as const;

const goTo =
  (path: string, heading: string): Screen['show'] =>
  async ({ page, sandbox }) => {
    await page.goto(`${sandbox.url}/app/${path}`);
    await page.getByRole('heading', { name: heading }).waitFor();
  };

/** Launches that give no session, and sessions that are over: nothing of a patient is on these. */
export const STOP_WALKS: readonly Walk[] = [
  {
    ...base,
    name: 'ends and refusals',
    screens: [
      {
        name: 'stale: the last reading failed',
        show: async ({ app, sandbox }) => {
          await app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
          sandbox.faults.set({ rules: [{ match: 'GET *', do: { status: 503 } }] });
          await app
            .getByText(/The last reading failed/)
            .first()
            .waitFor({ timeout: 60_000 });
        },
      },
      {
        name: 'session ended',
        show: async ({ app, sandbox }) => {
          sandbox.faults.set({ rules: [{ match: 'GET *', do: { status: 401 } }] });
          sandbox.expireTokens();
          await app.getByRole('heading', { name: NAMES.ended }).waitFor({ timeout: 60_000 });
        },
      },
      { name: 'launch without a chart', show: goTo('launch.html', NAMES.openFromChart) },
      {
        name: 'launch refused',
        show: goTo('launch.html?iss=https%3A%2F%2Felsewhere.example%2Ffhir&launch=1', 'This EHR is not set up here'),
      },
      { name: 'opened by itself', show: goTo('index.html', NAMES.openFromChart) },
      {
        name: 'wrong site file',
        show: async (here) => {
          await here.page.route('**/app/site.json', (route) => route.fulfill({ json: { name: 'Northfield', servers: 'none' } }));
          await goTo('index.html', NAMES.wrongSite)(here);
        },
      },
      { name: 'wrong site file at launch', show: goTo('launch.html?iss=https%3A%2F%2Felsewhere.example%2Ffhir&launch=1', NAMES.wrongSite) },
    ],
  },
];
