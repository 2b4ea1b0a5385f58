import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { signal } from '@preact/signals';
import type { App, OtherStays } from '../../src/app/model.ts';
import { compileContent } from '../../src/content/compile.ts';
import { workflowsForBrowser } from '../../src/content/workflow.ts';
import { lintDraft } from '../../src/core/lint/index.ts';
import { reviewStays, toolkitOf } from '../../src/core/review/index.ts';
import type { Review } from '../../src/core/review/review.ts';
import type { Workflow } from '../../src/core/worklist/workflow.ts';
import type { AnyResource, ListedEncounter } from '../../src/ehr/index.ts';
import { lintEncounterOf } from '../../src/worker/lint-encounter.ts';
import { answerQuery, type QueryAsked } from '../../src/worker/query-desk.ts';
import { type TestApp, testApp } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');
export const content = compileContent(root);

/** How a hospital works that has set nothing of its own. */
export const workflow = workflowsForBrowser(root).base as Workflow;

/** A written stay, reviewed as the app reviews it. `asOf`: only what was known then. */
export interface Written {
  readonly review: Review;
  readonly resources: ReadonlyMap<string, AnyResource>;
}

export function written(id: string, without: readonly string[] = [], asOf?: string): Written {
  const bundle = JSON.parse(readFileSync(resolve(root, `sandbox/patients/${id}.json`), 'utf8')) as { entry: { resource: AnyResource }[] };
  const all = bundle.entry.map((entry) => entry.resource).filter((resource) => !without.includes(resource.resourceType));
  const review = reviewStays({
    resources: all,
    content,
    options: { encounter: `Encounter/${id}-enc`, ...(asOf ? { asOf: Date.parse(asOf) } : {}) },
  })[0];
  if (!review) throw new Error(`${id} has no stay`);
  return { review, resources: new Map(all.map((resource) => [`${resource.resourceType}/${resource.id ?? ''}`, resource])) };
}

/** The app with a written stay in it, and the real linter behind it. */
export function appOf({ review, resources }: Written): TestApp {
  const app = testApp(review);
  const named = { name: 'Synthetica969, Emil', birthDate: '1959-12-12', sex: 'male', mrn: 'TEST-020001' };
  Object.assign(app, {
    session: { ...app.session, patient: review.patient.replace('Patient/', ''), encounter: review.encounter.replace('Encounter/', '') },
    identity: signal(named),
    resource: (ref: string) => resources.get(ref.replace(/#.*$/, '')) ?? null,
    lint: async ({ names, recipient, ...draft }: Parameters<NonNullable<App['lint']>>[0]) =>
      lintDraft(
        { ...draft, recipient },
        { lexicon: toolkitOf(content).lint, encounter: { names, ...lintEncounterOf(review, draft.checklist, content.concepts) } },
      ),
  });
  Object.assign(app, {
    query: async (asked: QueryAsked) => answerQuery(content, app.review.value, asked) ?? Promise.reject(new Error('another stay')),
  });
  // As in the running app: what was reviewed was read at the server's moment that the review tells.
  app.load.value = { ...app.load.value, readAt: review.asOf };
  app.role.value = 'cdi';
  return app;
}

export const listed = (id: string, more: Partial<ListedEncounter> = {}): ListedEncounter => ({
  encounter: `${id}-enc`,
  patient: `${id}-patient`,
  identity: { name: `Of ${id}`, birthDate: null, sex: null, mrn: null },
  location: '4 West',
  start: '2026-03-02T13:40:00-05:00',
  ...more,
});

/** Other stays that the EHR would list; `read` as given. */
export function othersOf(launched: App, more: Partial<OtherStays>): OtherStays {
  return {
    launched,
    shown: signal(null),
    mayList: true,
    list: async () => ({ ok: true, encounters: [], complete: true }),
    find: async () => ({ ok: false, problem: { kind: 'not-permitted', what: 'Encounter', detail: '403' } }),
    read: async () => ({ ok: false, problem: { kind: 'failed', what: 'Encounter', detail: '500' } }),
    open: () => {},
    ...more,
  };
}
