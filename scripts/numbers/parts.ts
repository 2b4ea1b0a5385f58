/** Everything that `npm run numbers` takes from the app, the sandbox and the journeys, as one bundle: one browser, one compiled content. */
export { grown, writtenCharts } from '../../bench/charts.ts';
export { stagesOf } from '../../bench/stages.ts';
export { timed } from '../../bench/timing.ts';
export { crowdOf } from '../../sandbox/crowd.ts';
export { clinicianPrompts } from '../../src/app/clinician/summary.ts';
export { compileContent } from '../../src/content/compile.ts';
export { lintDraft } from '../../src/core/lint/index.ts';
export { reviewStays, toolkitOf } from '../../src/core/review/index.ts';
export { clipboard, closeBrowser, frameOf, switchPatient, visit } from '../../test/journeys/browser.ts';
export { NAMES } from '../../test/journeys/names.ts';
export { documentedSepsis, nothingToAsk } from '../../test/journeys/story-stays.ts';
export { cdiByKeys, clinicianByKeys, urByKeys } from '../../test/journeys/workflows.ts';
