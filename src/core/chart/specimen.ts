import { codedOf, namesOf } from './coding.ts';
import type { Concept, Concepts } from './concept.ts';
import type { SourceRef } from './fact.ts';
import type { MapContext } from './mapping.ts';
import type { Json } from './narrow.ts';

/** SNOMED specimen types that decide what a blood gas is. */
const KINDS: Readonly<Record<string, string>> = { '122552005': 'arterial', '122555007': 'venous', '122554006': 'capillary' };

/** What blood a result was taken from: 'arterial', 'venous', 'capillary', or '' when the specimen does not say; and the Specimen itself. */
export function specimenOf(resource: Json, context: MapContext): { readonly kind: string; readonly ref: SourceRef | null } {
  const target = context.index.follow(resource.specimen, resource);
  if (!target?.resource) return { kind: '', ref: null };
  const type = codedOf(target.resource.type);
  const coded = type.codings.map(({ code }) => KINDS[code]).find((kind) => kind !== undefined);
  const words = namesOf(type).join(' ');
  const named = /\barterial\b/.test(words)
    ? 'arterial'
    : /\bvenous\b/.test(words)
      ? 'venous'
      : /\bcapillary\b/.test(words)
        ? 'capillary'
        : '';
  return { kind: coded ?? named, ref: target.ref.startsWith('#') ? null : target.ref };
}

const GASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'po2-unspecified-specimen': { arterial: 'pao2', venous: 'po2-venous' },
  'pco2-unspecified-specimen': { arterial: 'paco2', venous: 'pco2-venous' },
  'ph-unspecified-specimen': { arterial: 'ph-arterial', venous: 'ph-venous' },
};
const NAMED: Readonly<Record<string, string>> = {
  pao2: 'arterial',
  paco2: 'arterial',
  'ph-arterial': 'arterial',
  'po2-venous': 'venous',
  'pco2-venous': 'venous',
  'ph-venous': 'venous',
};

/** The concept a gas stands for, given its specimen; null when code and specimen contradict each other. Other results are not touched. */
export function bySpecimen(concept: Concept, kind: string, concepts: Concepts): Concept | null {
  if (kind === '') return concept;
  const said = NAMED[concept.id];
  if (said !== undefined) return said === kind ? concept : null;
  const meant = GASES[concept.id]?.[kind];
  return (meant === undefined ? undefined : concepts[meant]) ?? concept;
}
