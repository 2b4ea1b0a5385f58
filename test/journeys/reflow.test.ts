import type { Frame } from 'playwright-core';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { overflow } from './accessibility.ts';
import { closeBrowser, type Visit } from './browser.ts';
import { WALKS } from './screens.ts';
import { beginWalk, documentOf, resize } from './walk.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

/** A window of 1280 x 1024 at 400 %: WCAG 1.4.10 names this size, and it is where bars that stick cover most. */
const ZOOMED = { width: 1280, height: 1024, zoom: 4 };
const NARROW = { width: ZOOMED.width / ZOOMED.zoom, height: 800 };
const MOST_TABS = 60;

/** Texts that begin inside the window and end beyond its right edge, in no box that can be scrolled sideways. */
const beyondTheEdge = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // Words for screen readers only stand in a box of one pixel.
      if (parent.closest('.hidden-text') || parent.getBoundingClientRect().width <= 1) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      if (width > 1 && left < window.innerWidth && right > window.innerWidth + 1 && !scrolls(parent))
        found.push(node.textContent.trim().slice(0, 60));
    }
    return found;
  });

/** What has the focus and is wholly covered by something else, or outside of the window (WCAG 2.4.11); null: it can be seen. */
const coveredFocus = (frame: Frame): Promise<string | null> =>
  frame.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const label = element.matches('input') ? element.closest('label') : null;
    const { left, right, top, bottom } = (label ?? element).getBoundingClientRect();
    const xs = [0.1, 0.5, 0.9].map((part) => left + (right - left) * part);
    const ys = [0.1, 0.5, 0.9].map((part) => top + (bottom - top) * part);
    // A part that is larger than the window shows whichever of its rows lies inside.
    if (bottom - top > window.innerHeight) ys.push(window.innerHeight / 2);
    const isSeen = xs.some((x) =>
      ys.some((y) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (element.contains(hit) || hit.contains(element) || label?.contains(hit) === true);
      }),
    );
    const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return isSeen ? null : `${element.tagName.toLowerCase()} "${name.trim().slice(0, 50)}" at ${Math.round(top)} to ${Math.round(bottom)}`;
  });

/** Goes on through the screen with Tab, as far as 60 steps, and says what could not be seen while it had the focus. The focus is given back. */
async function tabWalk({ page }: Visit, frame: Frame): Promise<readonly string[]> {
  const covered = new Set<string>();
  const before = await frame.evaluateHandle(() => document.activeElement);
  for (let step = 0; step < MOST_TABS; step += 1) {
    await page.keyboard.press('Tab');
    if (!(await frame.evaluate(() => document.hasFocus() && document.activeElement !== document.body))) break;
    const one = await coveredFocus(frame);
    if (one) covered.add(one);
  }
  await frame.evaluate((element) => (element as HTMLElement | null)?.focus(), before);
  return [...covered];
}

/** What still moves for more than a blink although the user asked for less motion. */
const moving = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => one.playState === 'running' && Number(one.effect?.getComputedTiming().activeDuration ?? 0) > 50)
      .map((one) => `${(one as CSSAnimation).animationName ?? (one as CSSTransition).transitionProperty}`),
  );

describe('every screen at 320 px and at 400 %: nothing scrolls sideways, the focus is never covered, nothing moves for who wants no motion', () => {
  test.each(WALKS)('$name', { timeout: 300_000 }, async (walk) => {
    here = await beginWalk({ ...walk, options: { ...walk.options, zoom: ZOOMED.zoom, height: ZOOMED.height } }, ZOOMED.width);
    await here.page.emulateMedia({ reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const screen of walk.screens) {
      await screen.show(here);
      const frame = await documentOf(here);
      for (const { at, height } of [
        { at: '320 px', height: NARROW.height },
        { at: '400 %', height: ZOOMED.height / ZOOMED.zoom },
      ]) {
        await resize(here, NARROW.width, height);
        const wider = await overflow(frame);
        if (wider > 0) found.push(`${screen.name}, ${at}: ${wider} px wider than the window`);
        for (const text of await beyondTheEdge(frame)) found.push(`${screen.name}, ${at}: beyond the edge: ${text}`);
      }
      for (const what of await moving(frame)) found.push(`${screen.name}: moves: ${what}`);
      for (const what of await tabWalk(here, frame)) found.push(`${screen.name}, 400 %: the focus is covered: ${what}`);
    }
    expect(found).toEqual([]);
  });
});
