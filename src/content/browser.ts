import { resolve } from 'node:path';
import type { Family } from '../core/chart/concept.ts';
import type { ReviewContent } from '../core/review/content.ts';
import { compileContent } from './compile.ts';

/** The linked content for the build, and the families of concepts that its checklists need: what the launch asks scopes for. Throws as compileContent. */
export function loadForBrowser(checklists: string): { readonly content: ReviewContent; readonly families: readonly Family[] } {
  const whole = compileContent(resolve(checklists, '..'));
  const content = { ...whole, sites: Object.fromEntries(Object.entries(whole.sites).filter(([, site]) => !isUnderNotice(site.settings))) };
  return { content, families: familiesOf(content) };
}

/** Families of the concepts that some checklist needs under some policy, inputs of measures included. */
export function familiesOf(content: ReviewContent): readonly Family[] {
  const needed = new Set(Object.values(content.checklists).flatMap((list) => list.flatMap((checklist) => checklist.needs)));
  return [...new Set([...needed].flatMap((id) => content.concepts[id]?.family ?? []))].sort();
}

/** A site whose file carries a licence notice (the public MIMIC codes, ODbL) serves the command and tests; it is not built into the app. */
const isUnderNotice = (settings: unknown): boolean => typeof settings === 'object' && settings !== null && 'notice' in settings;
