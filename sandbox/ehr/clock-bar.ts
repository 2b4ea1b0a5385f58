import type { Clocks, Moment } from '../clock.ts';
import { type Html, html } from './html.ts';
import { clockTime, fullStamp, stamp } from './time.ts';

const HOUR = 3_600_000;

/** Where each step of the clock leads from now; null when there is nothing further that way. */
export function steps(patient: string, clocks: Clocks): Readonly<Record<StepId, number | null>> {
  const stay = clocks.stay(patient);
  const now = clocks.now(patient);
  if (!stay)
    return {
      start: null,
      'previous-event': null,
      'back-1h': null,
      'on-1h': null,
      'on-6h': null,
      'next-event': null,
      'next-note': null,
      end: null,
    };
  const moments = clocks.moments(stay).filter((moment) => isEvent(moment));
  const forward = (ms: number) => (now >= stay.end ? null : Math.min(now + ms, stay.end));
  return {
    start: now > stay.start ? stay.start : null,
    'previous-event': moments.findLast((moment) => moment.at < now)?.at ?? null,
    'back-1h': now > stay.start ? Math.max(now - HOUR, stay.start) : null,
    'on-1h': forward(HOUR),
    'on-6h': forward(6 * HOUR),
    'next-event': moments.find((moment) => moment.at > now)?.at ?? null,
    'next-note': moments.find((moment) => moment.at > now && moment.notes > 0)?.at ?? null,
    end: now < stay.end ? stay.end : null,
  };
}

export type StepId = 'start' | 'previous-event' | 'back-1h' | 'on-1h' | 'on-6h' | 'next-event' | 'next-note' | 'end';

/** Vital signs come every hour and are no event by themselves. */
const isEvent = (moment: Moment) => moment.notes + moment.results + moment.orders + moment.doses + moment.other > 0;

const LABELS: readonly (readonly [StepId, string, string])[] = [
  ['start', 'Arrival', 'Back to the arrival'],
  ['previous-event', '\u2039 Event', 'Back to the previous event'],
  ['back-1h', '\u2212 1 h', 'Back one hour'],
  ['on-1h', '+ 1 h', 'On by one hour'],
  ['on-6h', '+ 6 h', 'On by six hours'],
  ['next-event', 'Event \u203a', 'On to the next event: a result, an order, a dose, a note, a move'],
  ['next-note', 'Note \u203a', 'On to the next note'],
  ['end', 'Discharge', 'On to the end of the stay'],
];

/** The bar at the foot of a chart that says and sets the chart's time. */
export function clockBar(patient: string, clocks: Clocks): Html {
  const stay = clocks.stay(patient);
  if (!stay) return html``;
  const now = clocks.now(patient);
  const zone = clocks.zone(patient);
  const to = steps(patient, clocks);
  const length = Math.max(stay.end - stay.start, 1);
  const x = (at: number) => ((at - stay.start) / length) * 1000;
  const events = clocks.moments(stay).filter(isEvent);
  const others = clocks.stays(patient).filter((one) => one.id !== stay.id);
  const midnights = midnightsOf(stay.start, stay.end, zone);
  const hours = (now - stay.start) / HOUR;
  return html`<section class="clock" id="clock" aria-label="Chart time">
<div class="clock-now"><span class="clock-label">Chart time</span><strong>${fullStamp(now, zone)}</strong><span class="meta">${hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`} after arrival</span></div>
<form class="clock-steps" method="post" action="/ehr/chart/${patient}/clock" data-clock>
${LABELS.map(([id, label, title]) => html`<button name="at" value="${to[id] ?? ''}" title="${title}${to[id] === null ? '' : ` (${stamp(to[id] ?? 0, zone, now)})`}" data-step="${id}"${to[id] === null ? html` disabled` : null}>${label}</button>`)}
</form>
<div class="clock-track">
<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">${midnights.map((at) => html`<line class="midnight" x1="${x(at)}" x2="${x(at)}" y1="0" y2="16"/>`)}${events.map((moment) => html`<line class="${moment.notes > 0 ? 'tick note' : 'tick'}" x1="${x(moment.at)}" x2="${x(moment.at)}" y1="${moment.notes > 0 ? 1 : 8}" y2="15"/>`)}</svg>
<input type="range" min="${stay.start}" max="${stay.end}" step="300000" value="${now}" aria-label="Chart time" aria-valuetext="${fullStamp(now, zone)}" data-slider data-zone="${zone}">
<div class="clock-ends"><span>${stamp(stay.start, zone, now)}</span><span class="clock-legend"><i class="key note"></i> note <i class="key"></i> other event <i class="key midnight"></i> midnight</span><span>${stamp(stay.end, zone, now)}</span></div>
</div>
${
  others.length > 0
    ? html`<form class="clock-stays" method="post" action="/ehr/chart/${patient}/clock" data-clock><label class="meta" for="other-stay">Other stays</label><select id="other-stay" name="at">${others.map((one) => html`<option value="${clocks.usual(one)}">${stamp(one.start, zone, now)}, ${Math.max(1, Math.round((one.end - one.start) / (24 * HOUR)))} d</option>`)}</select><button>Show</button></form>`
    : null
}
</section>`;
}

function midnightsOf(start: number, end: number, zone: string): number[] {
  const found: number[] = [];
  for (let at = Math.ceil(start / HOUR) * HOUR; at <= end && found.length < 90; at += HOUR)
    if (clockTime(at, zone) === '00:00') found.push(at);
  return found;
}
