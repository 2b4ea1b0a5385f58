/** How a copy really went. `selected`: the browser refused, and the text stands selected in a box. */
export type CopyOutcome = 'clipboard' | 'command' | 'selected';

/** Some note fields mangle symbols: operators and typographic signs become ASCII, line ends become plain. */
export function plainAscii(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\u2265', '>=')
    .replaceAll('\u2264', '<=')
    .replaceAll('\u2260', '!=')
    .replace(/[\u2192\u21D2]/g, '->')
    .replace(/[\u2013\u2014\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replaceAll('\u2026', '...')
    .replaceAll('\u00B7', '-')
    .replaceAll('\u00A0', ' ')
    .replaceAll('\u00B5', 'u')
    .replaceAll('\u2082', '2')
    .replaceAll('\u2022', '-');
}

/**
 * Copies plain text, only ever in answer to a click or key: the clipboard of the browser, else the older copy command, else the text is selected in `box` for
 * the user's own Ctrl+C. Never reads the clipboard.
 */
export async function copyText(text: string, box: HTMLTextAreaElement | null): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'clipboard';
  } catch {
    // Refused by the frame's policy, or the document has no focus: the older way next.
  }
  if (box) {
    box.value = text;
    box.focus();
    box.select();
    try {
      if (document.execCommand('copy')) return 'command';
    } catch {
      // The box stays selected for the user.
    }
  }
  return 'selected';
}
