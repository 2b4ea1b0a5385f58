import { entriesTable, escaped, sectionMarkup } from './markup.ts';
import type { Packet } from './packet.ts';

/**
 * Black on white, and nothing from elsewhere. The page is one table whose head holds the patient: every browser repeats a table head on each printed
 * page, which page margin boxes and fixed headers do only in some. Few narrow columns hold at 320 px without scrolling sideways.
 */
const STYLE = `
:root { color-scheme: only light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 2rem; background: #fff; color: #000; font: 1rem/1.45 system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td, th { text-align: left; vertical-align: top; padding: 0.25rem 0.5rem 0.25rem 0; font-weight: inherit; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.2; margin: 1rem 0 0.75rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.4rem; padding-bottom: 0.15rem; border-bottom: 2px solid #000; break-after: avoid; }
p { margin: 0.4rem 0; }
ul { margin: 0; padding-left: 1.1rem; }
small { font-size: 0.875rem; color: #333; }
.page > thead > tr > td, .page > tbody > tr > td { padding: 0; }
.patient { border-bottom: 1px solid #000; padding: 0.5rem 0; font-weight: 600; }
.patient span { margin-right: 1rem; white-space: normal; }
.lines thead th, .checks thead th { border-bottom: 1px solid #000; font-weight: 600; }
.lines tbody tr > *, .checks tbody tr > * { border-bottom: 1px solid #bbb; }
.timed th:first-child { width: 11rem; }
.checks th:first-child { width: 27%; }
.checks thead th:nth-child(2) { width: 13%; }
.checks tbody td:nth-child(2) { font-weight: 600; }
.entries th { width: 30%; font-weight: 600; }
.hash { font-family: ui-monospace, 'Liberation Mono', Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 30rem) { body { padding: 0 0.5rem 1rem; font-size: 0.875rem; } .timed th:first-child { width: 5.5rem; } }
@page { margin: 15mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.3; }
  td, th { padding: 1pt 6pt 1pt 0; }
  small { font-size: 7.5pt; }
  h1 { font-size: 13pt; }
  h2 { font-size: 10.5pt; margin: 9pt 0 3pt; }
  .timed th:first-child { width: 34mm; }
  ul { padding-left: 9pt; }
  .lines br { display: none; }
  .lines small { margin-left: 5pt; }
  thead { display: table-header-group; }
  .page > thead { break-inside: avoid; }
  .lines tr, .entries tr, li { break-inside: avoid; }
  h1, h2 { break-after: avoid; }
  p { orphans: 3; widows: 3; }
}`.trim();

/** The packet as one self-contained HTML document: no script, no link, nothing fetched. The title names no patient: it may stand in a tab. */
export function packetHtml(packet: Packet): string {
  const { person, title, about, sections, prepared, preparedTime, hash } = packet;
  const identity = [
    person.name,
    person.birthDate === null ? null : `born ${person.birthDate}`,
    person.number === null ? null : `MRN ${person.number}`,
  ];
  const spans = [...identity, `prepared by ${prepared.by}, ${preparedTime}`].filter((part) => part !== null);
  const parts = sections.map(
    (section) =>
      `<section aria-labelledby="${section.id}">\n<h2 id="${section.id}">${escaped(section.heading)}</h2>\n${sectionMarkup(section)}\n</section>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="referrer" content="no-referrer"/>
<title>${escaped(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<table class="page" role="presentation">
<thead><tr><td><header class="patient">${spans.map((part) => `<span>${escaped(part)}</span>`).join(' ')}</header></td></tr></thead>
<tbody><tr><td><main>
<h1>${escaped(title)}</h1>
${entriesTable(about)}
${parts.join('\n')}
<section aria-labelledby="evidence-hash">
<h2 id="evidence-hash">Evidence hash</h2>
<p class="hash">sha256 ${hash}</p>
<p>The same facts, answers and versions give the same hash. It does not cover who prepared this page, nor when.</p>
</section>
</main></td></tr></tbody>
</table>
</body>
</html>
`;
}
