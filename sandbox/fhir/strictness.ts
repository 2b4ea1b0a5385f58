import type { Strictness } from '../faults.ts';
import { FhirError } from './outcome.ts';

const NO_ENCOUNTER = new Set(['Observation', 'MedicationRequest', 'MedicationAdministration', 'ServiceRequest', 'Procedure']);

/** Refuses (400) what a server of this kind refuses. */
export function checkStrictness(strictness: Strictness, type: string, given: URLSearchParams): void {
  const has = (name: string) => [...given.keys()].some((key) => key.split(':')[0] === name);
  if (strictness === 'epic') {
    if (type === 'Observation' && !has('category') && !has('code') && !has('_id')) {
      throw new FhirError(400, 'required', 'Must have either category or code.', { severity: 'fatal' });
    }
    if (type === 'Patient' && has('patient'))
      throw new FhirError(400, 'invalid', 'Patient cannot be searched by patient.', { severity: 'fatal' });
  }
  if (strictness === 'oracle') {
    if (NO_ENCOUNTER.has(type) && (has('encounter') || has('context')))
      throw new FhirError(400, 'not-supported', `${type} cannot be searched by encounter.`);
    if (has('date') && has('_lastUpdated')) throw new FhirError(400, 'invalid', 'date and _lastUpdated cannot be used together.');
    if (has('_id') && [...given.keys()].length > 1) throw new FhirError(400, 'invalid', '_id allows no other parameter.');
    for (const name of ['date', 'effective-time', '_lastUpdated', 'period']) {
      for (const value of given.getAll(name)) {
        if (/^(ne|sa|eb|ap)/.test(value))
          throw new FhirError(400, 'not-supported', `Prefix ${value.slice(0, 2)} of ${name} is not supported.`);
        if (!value.includes('T') && type !== 'Condition') throw new FhirError(400, 'invalid', `${name} needs a time part.`);
      }
    }
  }
}

/** The search such a server runs when the caller leaves things out: Epic shows active medications only. */
export function withDefaults(strictness: Strictness, type: string, given: URLSearchParams): URLSearchParams {
  if (strictness !== 'epic' || type !== 'MedicationRequest' || given.has('status') || given.has('_id')) return given;
  const wider = new URLSearchParams(given);
  wider.set('status', 'active');
  return wider;
}

const ORACLE_SMALL = new Set(['DocumentReference', 'DiagnosticReport']);

/** Entries of a page when the caller does not say. */
export const defaultCount = (strictness: Strictness, type: string): number => (strictness === 'oracle' && ORACLE_SMALL.has(type) ? 10 : 50);

/** The most a page may hold. */
export const mostCount = (strictness: Strictness, type: string): number =>
  strictness === 'oracle' ? (ORACLE_SMALL.has(type) ? 100 : 200) : 500;
