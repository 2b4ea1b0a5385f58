import { clicksIn, counted } from './browser.mjs';
import { quantile, seconds } from './table.mjs';
import { asksOf } from './watch.mjs';

const SLOW = { rules: [{ match: '* *', do: { delay: 300 } }] };
const MANY = 200;
const marksOf = async (parts, here) => (await parts.frameOf(here)).evaluate(() => globalThis.marks);

/** A list of 200 encounters: when its rows stand, and how long one step through them takes while charts are being read. */
export async function listRows(parts) {
  const { visit, NAMES, crowdOf, writtenCharts, frameOf } = parts;
  const models = writtenCharts().map(({ resources }) => ({ resourceType: 'Bundle', type: 'collection', entry: resources }));
  const here = await visit(NAMES.people.cdi, /Placeholder001/, { resources: crowdOf(models, MANY), initScript: asksOf() }, 1440);
  const frame = await frameOf(here);
  await frame.waitForFunction((many) => document.querySelectorAll('button[data-encounter]').length >= many, MANY, { timeout: 120_000 });
  const { list } = await marksOf(parts, here);
  const steps = await frame.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    document.querySelector('button[data-encounter]').focus();
    const times = [];
    for (let count = 0; count < 40; count += 1) {
      await painted();
      const from = performance.now();
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: count < 30 ? 'j' : 'k', bubbles: true }));
      await painted();
      times.push(performance.now() - from);
    }
    return times;
  });
  const { tasks } = await marksOf(parts, here);
  await here.end();
  return {
    longest: tasks,
    rows: [
      {
        measure: `CDI list of ${MANY} encounters, all rows on screen`,
        target: 'none set',
        measured: seconds(list),
        met: null,
        how: 'from the start of the page; rows are read one after another behind it',
      },
      {
        measure: `j / k step in a list of ${MANY}`,
        target: 'none set',
        measured: `median ${quantile(steps, 0.5).toFixed(0)} ms, p95 ${quantile(steps, 0.95).toFixed(0)} ms`,
        met: null,
        how: 'key to next painted frame, 40 steps, while charts are being read',
      },
    ],
  };
}

/** The board's first useful paint, and clicks to the brief. */
export async function boardRows(parts, say) {
  const { visit, NAMES } = parts;
  const times = [];
  const longest = [];
  for (let run = 0; run < 5; run += 1) {
    const here = await visit(NAMES.people.ur, /Sampleton678/, { faults: SLOW, initScript: asksOf() }, 1440);
    await here.app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
    const marks = await marksOf(parts, here);
    times.push(marks.board);
    longest.push(...marks.tasks);
    say(`board ${run + 1}: ${seconds(marks.board)}`);
    await here.end();
  }
  return {
    longest,
    rows: [
      {
        measure: 'level-of-care board, first useful paint',
        target: '<= 2.0 s',
        measured: `median ${seconds(quantile(times, 0.5))}, slowest ${seconds(Math.max(...times))}`,
        met: Math.max(...times) <= 2000,
        how: `${times.length} launches, 300 ms added to each request; status, midnights and clocks on screen`,
      },
    ],
  };
}

/** Sheets of Letter paper that the page on screen prints to: the frame's document printed as a page of its own. */
async function sheets(parts, here) {
  const html = await (await parts.frameOf(here)).evaluate(() => {
    const css = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    return `<!doctype html><html lang="en"><head><style>${css}</style></head>${document.body.outerHTML.replace(/<script[\s\S]*?<\/script>/g, '')}</html>`;
  });
  const paper = await here.context.newPage();
  await paper.setContent(html);
  const pdf = await paper.pdf({ format: 'Letter', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
  await paper.close();
  return (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

/** Pages of the brief, the peer-to-peer sheet and the packet of the level of care, for every stay of the sandbox at its end. */
export async function pageRows(parts, say) {
  const { visit, NAMES, writtenCharts } = parts;
  const counts = { brief: [], peer: [], packet: [] };
  const clicks = [];
  for (const { name, resources } of writtenCharts()) {
    const family = resources.map(({ resource }) => resource).find(({ resourceType }) => resourceType === 'Patient').name[0].family;
    const here = await visit(NAMES.people.ur, new RegExp(family), { clock: 'end' }, 1280);
    const { app } = here;
    await app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
    await counted(app);
    for (const [kind, button] of [
      ['brief', NAMES.ur.brief],
      ['peer', NAMES.ur.peer],
    ]) {
      await app.getByRole('button', { name: button, exact: true }).click();
      await app.getByRole('article').first().waitFor();
      if (kind === 'brief') clicks.push(await clicksIn(app));
      counts[kind].push(await sheets(parts, here));
      await app.getByRole('button', { name: NAMES.ur.back }).click();
    }
    await app.getByRole('button', { name: NAMES.ur.packet }).first().click();
    await app.getByRole('article', { name: NAMES.rooms.packetPage }).waitFor({ timeout: 30_000 });
    counts.packet.push(await sheets(parts, here));
    await here.end();
    say(`pages of ${name}: brief ${counts.brief.at(-1)}, call sheet ${counts.peer.at(-1)}, packet ${counts.packet.at(-1)}`);
  }
  const one = [...counts.brief, ...counts.peer].filter((count) => count === 1).length;
  const all = counts.brief.length + counts.peer.length;
  return [
    {
      measure: 'brief and peer-to-peer sheet on one page',
      target: '90 % of cases',
      measured: `${one} of ${all}`,
      met: one / all >= 0.9,
      how: `${counts.brief.length} stays of the sandbox at their end, Letter paper, counted in the PDF`,
    },
    {
      measure: 'pages of the evidence packet (level of care)',
      target: 'none set',
      measured: `median ${quantile(counts.packet, 0.5)}, most ${Math.max(...counts.packet)}`,
      met: null,
      how: 'same stays and paper',
    },
    {
      measure: 'clicks to the brief',
      target: '<= 2',
      measured: String(Math.max(...clicks)),
      met: Math.max(...clicks) <= 2,
      how: 'from the board to the page on screen, counted in the same runs',
    },
  ];
}

/** The longest task on the main thread over the sessions above. */
export function taskRow(tasks) {
  const over = tasks.filter((ms) => ms > 50);
  return {
    measure: 'longest task on the main thread',
    target: 'none over 50 ms',
    measured: over.length === 0 ? 'none over 50 ms' : `${Math.max(...over).toFixed(0)} ms; ${over.length} over 50 ms`,
    met: over.length === 0,
    how: 'PerformanceObserver "longtask" in the app frame, over the launches, clicks and lists above; a busy machine lengthens it',
  };
}
