import type { ConceptId } from './fact.ts';

/**
 * What kind of thing a concept is; decides which resource types are read for it and how a resource becomes a fact.
 * `note-statement` concepts come from notes only; `condition` is an entry of a list of diagnoses as such; `measure` concepts are calculated;
 * `movement` come from Encounter.
 */
export type Family =
  | 'lab'
  | 'vital'
  | 'medication'
  | 'order'
  | 'movement'
  | 'diagnosis'
  | 'condition'
  | 'device'
  | 'procedure'
  | 'culture'
  | 'note-statement'
  | 'note'
  | 'coverage'
  | 'patient'
  | 'measure';

export type CodeSystem = 'loinc' | 'icd10cm' | 'icd10pcs' | 'icd9cm' | 'snomed' | 'rxnorm' | 'cvx' | 'cpt' | 'hcpcs' | string;

/** A name for one thing in a chart, with its codes, unit and phrases. Content: written in checklists/_concepts/*.yaml. */
export interface Concept {
  readonly id: ConceptId;
  readonly label: string;
  readonly family: Family;
  /** The unit facts of this concept carry. Absent: no unit, or not a number. */
  readonly unit?: string;
  /** Other accepted units: factor to `unit`, or factor and offset (degF: value * 0.5556 - 17.78). Never inferred from magnitude. */
  readonly units?: Readonly<Record<string, number | { readonly factor: number; readonly offset: number }>>;
  /** Outside these bounds a value is implausible: kept, flagged, never compared. In `unit`. */
  readonly plausible?: readonly [number, number];
  readonly codes?: Readonly<Record<CodeSystem, readonly string[]>>;
  /** Look-alikes kept as negative tests. */
  readonly never?: Readonly<Record<CodeSystem, readonly string[]>>;
  /** Whole displays, case-folded; only for orders, devices, cultures, procedures, medications: a number's text never maps. */
  readonly texts?: readonly string[];
  /** Words in notes. Only `diagnosis` and `note-statement`. */
  readonly phrases?: readonly string[];
  /** Terms that are weaker and need clarification, not the diagnosis. */
  readonly weaker?: readonly string[];
  /** Broader concepts that a fact of this one also counts for: aki -> organ-dysfunction; norepinephrine -> vasopressor. */
  readonly also?: readonly ConceptId[];
  readonly from?: { readonly source: string; readonly version?: string; readonly expanded?: string };
}

export type Concepts = Readonly<Record<ConceptId, Concept>>;
