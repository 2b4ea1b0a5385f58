import type { Frame } from 'playwright-core';
import { AXE } from './accessibility.ts';
import { type Visit, type VisitOptions, visit } from './browser.ts';

/** One screen or state: how to get there from the screen before it in its walk. `show` ends when the screen is there. */
export interface Screen {
  readonly name: string;
  readonly show: (here: Visit) => Promise<unknown>;
}

/** One visit that goes through many screens. */
export interface Walk {
  readonly name: string;
  readonly role: 'clinician' | 'cdi' | 'ur';
  readonly person: RegExp;
  readonly patient: RegExp;
  readonly options?: VisitOptions;
  /** Looked at in forced colours too: one walk of each role. */
  readonly isForced?: boolean;
  readonly screens: readonly Screen[];
}

/** Widths in CSS pixels at which a role's screens are looked at. */
export const WIDTHS = {
  clinician: { narrow: 360, wide: 1280 },
  cdi: { narrow: 360, wide: 1440 },
  ur: { narrow: 360, wide: 1440 },
} as const;

/** Begins a walk: the app alone in a window of the role's wide width, or another, with axe at hand. */
export const beginWalk = ({ person, patient, options = {}, role }: Walk, width: number = WIDTHS[role].wide): Promise<Visit> =>
  visit(person, patient, { isAlone: true, initScript: AXE, height: 800, ...options }, width);

/** The document on screen: the app's in its frame, or the page itself where the app stands alone. */
export async function documentOf({ page }: Pick<Visit, 'page'>): Promise<Frame> {
  const inside = await page.$('#app');
  return (await inside?.contentFrame()) ?? page.mainFrame();
}

/** Resolves when the document has the width of the window: a frame takes the new width a moment after its page. */
export async function resize(here: Pick<Visit, 'page'>, width: number, height: number): Promise<void> {
  await here.page.setViewportSize({ width, height });
  const frame = await documentOf(here);
  await frame.waitForFunction((wanted) => Math.abs(window.innerWidth - wanted) < 1, width);
  await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

const TALLEST = 12_000;

/** A window of this width that is as high as what is on screen, so that nothing has to be scrolled. */
export async function tall(here: Pick<Visit, 'page'>, width: number): Promise<void> {
  await resize(here, width, 800);
  const height = await (await documentOf(here)).evaluate(() => (document.scrollingElement ?? document.documentElement).scrollHeight);
  if (height > 800) await resize(here, width, Math.min(height, TALLEST));
}
