import type { AuthorError } from './author-error.ts';
import { suggestion } from './author-error.ts';
import { isStandard, systemName } from './coding.ts';
import type { Concepts } from './concept.ts';
import type { ConceptId } from './fact.ts';
import { isZone } from './instant.ts';
import { fold, type Json, record, records, text } from './narrow.ts';

/** What a hospital says about its own data: its code map, its names for results, its zone and its plans. */
export interface Site {
  readonly id: string;
  readonly zone: string | null;
  /** The hospital's own URL of a published code system -> its short name ('icd9cm'). */
  readonly systems: ReadonlyMap<string, string>;
  /** 'system|code' -> concept. */
  readonly codes: ReadonlyMap<string, ConceptId>;
  /** 'system|code' of codes the map marks `unmatched`: looked at, and none of our concepts. Never listed, never in doubt. */
  readonly ignored: ReadonlySet<string>;
  /** Whole folded name -> concept; the one place where a number's text may map. */
  readonly texts: ReadonlyMap<string, ConceptId>;
  /** Concept -> unit meant when none is charted. */
  readonly units: ReadonlyMap<ConceptId, string>;
  /** Plan value or payer identifier -> regime. */
  readonly plans: ReadonlyMap<string, string>;
}

export const NO_SITE: Site = {
  id: '',
  zone: null,
  systems: new Map(),
  codes: new Map(),
  ignored: new Set(),
  texts: new Map(),
  units: new Map(),
  plans: new Map(),
};

const KEYS = ['id', 'title', 'zone', 'systems', 'texts', 'units', 'plans', 'quiet-hours', 'switches', 'notice'];

/**
 * A site from its settings (site.yaml) and its ConceptMap (codes.json), either of them null. Mistakes come back as author errors:
 * an unknown key, zone or concept. Settings that other rooms own (quiet hours, switches) are left to them.
 */
export function siteFrom(
  id: string,
  settings: { readonly file: string; readonly content: unknown } | null,
  map: { readonly file: string; readonly content: unknown } | null,
  concepts: Concepts,
): { readonly site: Site; readonly errors: readonly AuthorError[] } {
  const errors: AuthorError[] = [];
  const file = settings?.file ?? '';
  const content = record(settings?.content) ?? {};
  for (const key of Object.keys(content)) {
    if (!KEYS.includes(key)) errors.push({ file, path: key, message: `unknown key "${key}"${suggestion(key, KEYS)}` });
  }
  const zone = text(content.zone);
  if (zone !== '' && !isZone(zone)) errors.push({ file, path: 'zone', message: `unknown time zone "${zone}"` });
  const isConcept = (where: string, path: string, name: string) => {
    if (name in concepts) return true;
    errors.push({ file: where, path, message: `unknown concept "${name}"${suggestion(name, Object.keys(concepts))}` });
    return false;
  };
  const systems = new Map<string, string>();
  for (const [url, name] of Object.entries(record(content.systems) ?? {})) {
    if (isStandard(text(name))) systems.set(url, text(name));
    else errors.push({ file, path: `systems.${url}`, message: `unknown code system "${text(name)}"` });
  }
  const texts = new Map<string, ConceptId>();
  for (const [name, concept] of Object.entries(record(content.texts) ?? {})) {
    if (isConcept(file, `texts.${name}`, text(concept))) texts.set(fold(name), text(concept));
  }
  const units = new Map<ConceptId, string>();
  for (const [concept, unit] of Object.entries(record(content.units) ?? {})) {
    if (isConcept(file, `units.${concept}`, concept)) units.set(concept, text(unit));
  }
  const plans = new Map(Object.entries(record(content.plans) ?? {}).map(([plan, regime]) => [plan, text(regime)]));
  const { codes, ignored } = codesOf(map, (path, name) => isConcept(map?.file ?? '', path, name), errors);
  return { site: { id, zone: zone === '' || !isZone(zone) ? null : zone, systems, codes, ignored, texts, units, plans }, errors };
}

function codesOf(
  map: { readonly file: string; readonly content: unknown } | null,
  isConcept: (path: string, name: string) => boolean,
  errors: AuthorError[],
): { readonly codes: Map<string, ConceptId>; readonly ignored: Set<string> } {
  const codes = new Map<string, ConceptId>();
  const ignored = new Set<string>();
  if (map === null) return { codes, ignored };
  const content = record(map.content);
  if (content?.resourceType !== 'ConceptMap') errors.push({ file: map.file, path: 'resourceType', message: 'expected a ConceptMap' });
  records(content?.group).forEach((group, g) => {
    const source = text(group.source);
    records(group.element).forEach((element, e) => {
      const code = text(element.code);
      const isNone = (target: Json) => ['unmatched', 'disjoint'].includes(text(target.equivalence));
      const targets = records(element.target);
      const concept = text(targets.find((target) => !isNone(target))?.code);
      if (code !== '' && targets.length > 0 && targets.every(isNone)) ignored.add(`${systemName(source)}|${code}`);
      if (code !== '' && concept !== '' && isConcept(`group.${g}.element.${e}`, concept))
        codes.set(`${systemName(source)}|${code}`, concept);
    });
  });
  return { codes, ignored };
}
