import { INCLUDES, paramsOf, TYPES } from './params.ts';

/** Types that may be created or updated where writing is switched on. */
export const WRITABLE: ReadonlySet<string> = new Set([
  'DocumentReference',
  'Communication',
  'Task',
  'QuestionnaireResponse',
  'Condition',
  'Observation',
  'ServiceRequest',
  'DiagnosticReport',
  'Procedure',
  'MedicationRequest',
  'MedicationAdministration',
  'Encounter',
]);

/** Those among them that our app writes back. */
export const WRITE_BACK = ['Communication', 'Task', 'DocumentReference', 'QuestionnaireResponse'] as const;

/** The CapabilityStatement: what is served, with which parameters, what of it can be written, and where to authorize. */
export function capabilityStatement(
  base: string,
  auth: { readonly authorize: string; readonly token: string },
  writable: ReadonlySet<string>,
): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    software: { name: 'Sandbox EHR' },
    implementation: { description: 'An in-memory EHR for trying SMART apps; it holds no real patient unless you load one', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: auth.authorize },
                { url: 'token', valueUri: auth.token },
              ],
            },
          ],
        },
        ...(writable.size > 0 ? { interaction: [{ code: 'transaction' }, { code: 'batch' }] } : {}),
        resource: TYPES.map((type) => ({
          type,
          interaction: ['read', ...(type === 'Binary' ? [] : ['search-type']), ...(writable.has(type) ? ['create', 'update'] : [])].map(
            (code) => ({ code }),
          ),
          versioning: 'versioned',
          updateCreate: writable.has(type),
          conditionalCreate: writable.has(type),
          searchInclude: Object.keys(INCLUDES).filter((name) => name.startsWith(`${type}:`)),
          searchParam: Object.entries(paramsOf(type) ?? {}).map(([name, param]) => ({ name, type: param.kind })),
        })),
      },
    ],
  };
}
