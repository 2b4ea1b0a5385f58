/** What `npm run tour` takes from the journeys, as one bundle. */
export { advance, closeBrowser, correct, signInAgain, visit, writeAndSign } from '../../test/journeys/browser.ts';
export { NAMES } from '../../test/journeys/names.ts';
