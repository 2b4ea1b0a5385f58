import type { Frame } from 'playwright-core';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { axeViolations, clippedText, overflow, spaceText, targetsTooSmall } from './accessibility.ts';
import { closeBrowser, type Visit } from './browser.ts';
import { WALKS } from './screens.ts';
import { beginWalk, documentOf, resize, tall, type Walk, WIDTHS } from './walk.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

interface Look {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors: 'none' | 'active';
}

function looksOf({ role, isForced }: Walk): readonly Look[] {
  const { narrow, wide } = WIDTHS[role];
  const look = (width: number, colorScheme: Look['colorScheme'], forcedColors: Look['forcedColors'] = 'none'): Look => ({
    name: `${width} px, ${forcedColors === 'active' ? 'forced colours' : colorScheme}`,
    width,
    colorScheme,
    forcedColors,
  });
  return [
    look(wide, 'light'),
    look(wide, 'dark'),
    ...(isForced ? [look(wide, 'light', 'active')] : []),
    look(narrow, 'dark'),
    look(narrow, 'light'),
  ];
}

/** What text spacing of WCAG 1.4.12 breaks; the spacing is taken away again. */
async function brokenBySpacing(frame: Frame): Promise<readonly string[]> {
  await spaceText(frame);
  const broken = [...(await clippedText(frame)).map((text) => `cut off: ${text}`)];
  const wider = await overflow(frame);
  if (wider > 0) broken.push(`${wider} px wider than the window`);
  await frame.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
  return broken;
}

describe('every screen, narrow and wide, light and dark: no axe violation, targets of 24 px, text spacing survives', () => {
  test.each(WALKS)('$name', { timeout: 300_000 }, async (walk) => {
    here = await beginWalk(walk);
    const found: string[] = [];
    const { narrow, wide } = WIDTHS[walk.role];
    for (const screen of walk.screens) {
      await screen.show(here);
      for (const { name, width, colorScheme, forcedColors } of looksOf(walk)) {
        await here.page.emulateMedia({ colorScheme, forcedColors });
        // As high as the page: nothing lies under a bar that sticks to the window, and nothing escapes the check.
        await tall(here, width);
        const frame = await documentOf(here);
        const say = (what: string) => (line: string) => found.push(`${screen.name}, ${name}: ${what} ${line}`);
        const isPlain = colorScheme === 'light' && forcedColors === 'none';
        (await axeViolations(frame, isPlain ? 'all' : 'colours')).forEach(say('axe'));
        if (isPlain) (await targetsTooSmall(frame)).forEach(say('target'));
        if (width === narrow && colorScheme === 'light') (await brokenBySpacing(frame)).forEach(say('text spacing'));
      }
      await resize(here, wide, 800);
    }
    expect(found).toEqual([]);
  });
});
