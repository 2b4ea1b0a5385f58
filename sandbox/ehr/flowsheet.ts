import type { Clocks } from '../clock.ts';
import { charted } from '../fhir/dates.ts';
import { isRecord, type Resource, textAt, valuesAt } from '../fhir/resource.ts';
import type { Views } from '../fhir/views.ts';
import { words } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { clockTime, shortDate, stamp } from './time.ts';

interface Cell {
  readonly at: number;
  readonly value: string;
  readonly status: string;
}

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly cells: Map<number, Cell>;
}

const COLUMNS = 10;
const STRUCK = new Set(['entered-in-error', 'cancelled']);

/** Results (or vital signs) as a grid: one line for each test, one column for each time, newest first. */
export function flowsheet(patient: string, kind: 'results' | 'vitals', views: Views, clocks: Clocks, all: boolean): Html {
  const zone = clocks.zone(patient);
  const rows = new Map<string, Row>();
  const times = new Set<number>();
  const start = clocks.stay(patient)?.start ?? 0;
  let earlier = 0;
  for (const { resource } of views.list('Observation', patient)) {
    const vital = valuesAt(resource, 'category.coding.code').includes('vital-signs');
    if (vital !== (kind === 'vitals')) continue;
    const at = charted(resource.effectiveDateTime ?? resource.effectivePeriod ?? resource.effectiveInstant, zone)?.start;
    if (at === undefined || !Number.isFinite(at)) continue;
    if (at < start && !all) {
      earlier += 1;
      continue;
    }
    for (const part of partsOf(resource)) {
      const key = `${part.name}|${part.unit}`;
      let row = rows.get(key);
      if (!row) {
        row = { name: part.name, unit: part.unit, cells: new Map() };
        rows.set(key, row);
      }
      row.cells.set(at, { at, value: part.value, status: textAt(resource, 'status') });
      times.add(at);
    }
  }
  const newest = [...times].sort((a, b) => b - a);
  const shown = all ? newest.slice(0, 200) : newest.slice(0, COLUMNS);
  const title = kind === 'vitals' ? 'Vital signs' : 'Results';
  if (shown.length === 0) return html`<h2>${title}</h2><p class="empty">Nothing is charted yet.</p>`;
  const list = [...rows.values()].filter((row) => shown.some((at) => row.cells.has(at))).sort((a, b) => a.name.localeCompare(b.name));
  const older = newest.length - shown.length;
  return html`<div class="content-head"><h2>${title}</h2>
${
  all
    ? html`<a href="/ehr/chart/${patient}/${kind}" data-part>Latest only</a>`
    : older + earlier > 0
      ? html`<a href="/ehr/chart/${patient}/${kind}?all=1" data-part>Show ${older > 0 ? `${older} earlier times` : ''}${older > 0 && earlier > 0 ? ' and ' : ''}${earlier > 0 ? `${earlier} from before this stay` : ''}</a>`
      : null
}</div>
<div class="scroll grid-scroll" tabindex="0" role="region" aria-label="${title}"><table class="grid"><thead><tr><th scope="col">Test</th>${shown.map(
    (at, index) =>
      html`<th scope="col" class="${index === 0 ? 'latest' : ''}"><span class="day">${all ? stamp(at, zone, start).replace(/ [\d:]+$/, '') : shortDate(at, zone)}</span>${clockTime(at, zone)}</th>`,
  )}</tr></thead>
<tbody>${list.map(
    (row) =>
      html`<tr><th scope="row">${row.name} <span class="unit">${row.unit}</span></th>${shown.map((at, index) => {
        const cell = row.cells.get(at);
        const mark = cell && STRUCK.has(cell.status) ? 'struck' : cell && cell.status !== 'final' ? 'marked' : '';
        return html`<td class="${index === 0 ? 'latest' : ''} ${mark}"${cell && mark ? html` title="${cell.status}"` : null}>${cell?.value ?? ''}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;
}

interface Part {
  readonly name: string;
  readonly unit: string;
  readonly value: string;
}

/** An Observation's value, or those of its components under their own names. */
function partsOf(resource: Resource): Part[] {
  const name = words(resource.code) || 'Unnamed';
  const own = partOf(name, resource);
  const components = valuesAt(resource, 'component').flatMap((component) => {
    const part = partOf(words(isRecord(component) ? component.code : null), component);
    return part ? [part] : [];
  });
  return own
    ? [own, ...components]
    : components.length > 0
      ? components
      : [{ name, unit: '', value: textAt(resource, 'dataAbsentReason.text', 'dataAbsentReason.coding.code') || '-' }];
}

function partOf(name: string, holder: unknown): Part | null {
  const [quantity] = valuesAt(holder, 'valueQuantity');
  if (isRecord(quantity) && quantity.value !== undefined) {
    return { name, unit: textAt(quantity, 'unit', 'code'), value: `${textAt(quantity, 'comparator')}${String(quantity.value)}` };
  }
  const [coded] = valuesAt(holder, 'valueCodeableConcept');
  const text = coded ? words(coded) : textAt(holder, 'valueString', 'valueDateTime');
  return text ? { name, unit: '', value: text } : null;
}
