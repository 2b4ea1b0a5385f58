import { type Faults, PRESETS } from '../faults.ts';
import type { Answer } from '../http.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

/** One request that the FHIR or authorization server answered, for engineers and tests. Holds no token and no content. */
export interface Logged {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly token: boolean;
  readonly origin: string;
}

/** Lets a person who tries things out choose how the server misbehaves, and shows what was asked of it lately. */
export function faultsPage(person: Person, faults: Faults, log: readonly Logged[]): Answer {
  const current = PRESETS.find((preset) => JSON.stringify(preset.faults) === JSON.stringify(faults))?.id ?? '';
  return page({
    title: 'Interfaces',
    person,
    className: 'wide',
    body: html`<main class="page two">
<section><h1>Interfaces</h1>
<p class="lead">How the FHIR server of this sandbox behaves, for everyone, until it is changed again.</p>
<form method="post" action="/ehr/faults" class="choices-form">
${PRESETS.map((preset) => html`<label class="choice"><input type="radio" name="preset" value="${preset.id}"${preset.id === current ? html` checked` : null}> ${preset.label}</label>`)}
<div class="actions"><button class="primary">Apply</button><button name="expire" value="1">End all sessions now</button></div>
</form></section>
<section><h2>Latest requests</h2>
${log.length === 0 ? html`<p class="empty">No app has asked for anything yet.</p>` : null}
<div class="scroll log"><table class="list"><thead><tr><th scope="col">Time</th><th scope="col">Request</th><th scope="col">Answer</th><th scope="col" class="num">ms</th></tr></thead><tbody>${log
      .slice(-80)
      .reverse()
      .map(
        (one) =>
          html`<tr><td class="num">${new Date(one.at).toISOString().slice(11, 19)}</td><td class="path">${one.method} ${one.path}</td><td class="num">${one.status}</td><td class="num">${Math.round(one.ms)}</td></tr>`,
      )}</tbody></table></div></section>
</main>`,
  });
}
