import type { ReviewContent } from '../core/review/content.ts';
import { compileContent } from './compile.ts';

/** The linked content as the build ships it: all but sites under a licence notice. Throws as compileContent. */
export function contentForBrowser(root: string): ReviewContent {
  const whole = compileContent(root);
  return { ...whole, sites: Object.fromEntries(Object.entries(whole.sites).filter(([, site]) => !isUnderNotice(site.settings))) };
}

/** A site whose file carries a licence notice (the public MIMIC codes, ODbL) serves the command and tests; it is not built into the app. */
const isUnderNotice = (settings: unknown): boolean => typeof settings === 'object' && settings !== null && 'notice' in settings;
