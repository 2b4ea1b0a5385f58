import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

/**
 * axe-core as a script that every frame begins with (`visit(..., { initScript: AXE })`): the app's own policy forbids scripts from elsewhere, and a page that
 * is checked keeps its policy that way.
 */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** The rules that another colour scheme can break; all others see the same elements in every scheme. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * Violations of WCAG 2.2 A and AA in the frame as it stands now, one line each; [] when there is none. `of`: only what colours can break, for a second look at
 * the same screen in another colour scheme. Throws when the page was opened without AXE.
 */
export async function axeViolations(frame: Frame, of: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const result = await frame.evaluate(
    async (rules) => {
      const { axe } = globalThis as unknown as { axe?: { run: (on: Document, options: object) => Promise<AxeResult> } };
      if (!axe) throw new Error('Open the page with initScript: AXE.');
      const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    },
    of === 'all' ? RULES : COLOUR_RULES,
  );
  return result.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${(failureSummary ?? '').slice(0, 200)}`),
  );
}

/** How many CSS pixels the frame's content is wider than the frame; 0 when nothing has to be scrolled sideways (WCAG 1.4.10). */
export const overflow = (frame: Frame): Promise<number> =>
  frame.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return Math.max(0, root.scrollWidth - root.clientWidth);
  });

/** The text spacing of WCAG 1.4.12 on everything, as a user's own style sheet sets it. */
export const spaceText = (frame: Frame): Promise<void> =>
  frame.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });

/** Texts that are cut off where they stand: a box hides part of them without a way to scroll to it, or, shortened with an ellipsis, without being the button that opens the whole. */
export const clippedText = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const style = getComputedStyle(element);
        const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden';
        // Text for screen readers only is one pixel large on purpose.
        if (!hides || element.clientWidth <= 1 || element.clientHeight <= 1 || !element.textContent?.trim()) return false;
        if (style.webkitLineClamp !== 'none' && element.closest('button')) return false;
        return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => (element.textContent ?? '').trim().slice(0, 80)),
  );

/**
 * Things to click that are smaller than `least` CSS pixels in either direction (WCAG 2.5.8, without its exception for spacing): name and size, one line each.
 * Links inside a sentence and fields whose label can be clicked do not count.
 */
export const targetsTooSmall = (frame: Frame, least = 24): Promise<readonly string[]> =>
  frame.evaluate((size) => {
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const boxOf = (element: HTMLElement) => {
      const label = element.matches('input') ? element.closest('label') : null;
      return (label ?? element).getBoundingClientRect();
    };
    return [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [role="button"], [role="tab"]')]
      .filter(
        (element) =>
          isShown(element) && !(element.matches('a') && getComputedStyle(element).display === 'inline' && element.closest('p, li, dd')),
      )
      .map((element) => ({ element, box: boxOf(element) }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && (box.width < size - 0.5 || box.height < size - 0.5))
      .map(
        ({ element, box }) =>
          `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}" ${Math.round(box.width)} x ${Math.round(box.height)}`,
      );
  }, least);
