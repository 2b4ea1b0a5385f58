import { sourceRef } from '../../../core/chart/fact.ts';
import { identifierOf, provenanceOf } from '../../../core/query/fhir.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { Proof, WriteOutcome } from '../../../ehr/index.ts';
import type { App } from '../../model.ts';
import { VERSION } from '../../version.ts';
import type { WriteBack } from '../../write-back.ts';

/** Whether the EHR holds where a written resource comes from (SR-LOG-4). `none`: it takes none here, or refused it; the audit trail holds it alone. */
export type ProofState = 'kept' | 'none' | 'unknown';

/** A Practitioner of the EHR as a reference within it. */
export const userRef = (fhirUser: string): string => fhirUser.replace(/^.*\/([A-Za-z]+\/[^/]+)$/, '$1');

/** Writes the Provenance of what this decision of a person created or found: who confirmed it, with which software, resting on what. */
export async function prove(
  app: App,
  way: WriteBack,
  record: QueryRecord,
  { outcome, at, zone }: { readonly outcome: WriteOutcome; readonly at: number; readonly zone: string | null },
): Promise<ProofState> {
  if ((outcome.kind !== 'written' && outcome.kind !== 'exists') || outcome.ref === null) return 'none';
  const { fhirUser, userName } = app.session;
  const user = { ...(fhirUser === null ? {} : { reference: sourceRef(userRef(fhirUser)) }), display: userName ?? record.author.name };
  const resource = provenanceOf(record, outcome.ref, at, zone, { user, software: { name: 'Corroborate', version: VERSION } });
  const proof: Proof = {
    resource: resource as unknown as Proof['resource'],
    target: outcome.ref,
    identifier: identifierOf(record),
    isNew: outcome.kind === 'written',
  };
  const proven = await way.prove(proof);
  if (proven === null || proven.kind === 'refused') return 'none';
  return proven.kind === 'written' || proven.kind === 'exists' ? 'kept' : 'unknown';
}

/** Whether the Provenance of a resource that was found again stands beside it; sends nothing. */
export async function proofOf(way: WriteBack, record: QueryRecord, outcome: WriteOutcome): Promise<ProofState> {
  if ((outcome.kind !== 'written' && outcome.kind !== 'exists') || outcome.ref === null) return 'none';
  return (await way.lookForProof({ target: outcome.ref, identifier: identifierOf(record) })) ? 'kept' : 'none';
}
