import {
  lookForProvenance,
  lookUp,
  type Proof,
  type Session,
  transport,
  type Write,
  type WriteOutcome,
  type WriteType,
  writeOnce,
  writeProvenance,
  writesOffered,
} from '../ehr/index.ts';
import type { App } from './model.ts';

/** Writing to the EHR of this session. Nothing of it happens by itself: each call answers one decision of a person. */
export interface WriteBack {
  /** What site, scopes and server all offer; empty where any of the three says nothing. Asked once per session. */
  readonly offered: readonly WriteType[];
  /** Sends one resource at most once. Refused when what is shown is no longer the chart of this session; the same one under way is not sent again. */
  readonly send: (write: Omit<Write, 'patient'>) => Promise<WriteOutcome>;
  /** Looks whether what was sent is there; sends nothing. */
  readonly look: (write: Omit<Write, 'patient'>) => Promise<WriteOutcome>;
  /** Writes the Provenance of a resource that went out by the same decision, at most once; null: the EHR takes none here. */
  readonly prove: (proof: Proof) => Promise<WriteOutcome | null>;
  /** Whether that Provenance is there; sends nothing. */
  readonly lookForProof: (proof: Omit<Proof, 'resource' | 'isNew'>) => Promise<boolean>;
}

const made = new WeakMap<object, Promise<WriteBack>>();
const NOT_OURS: WriteOutcome = { kind: 'refused', problem: { kind: 'wrong-patient', detail: 'not the open chart' }, codes: [] };

/** The way to write for one session; the same for the same session. */
export function writeBackOf(session: Session, app: Pick<App, 'isOwnContext' | 'audit'>): Promise<WriteBack> {
  const known = made.get(session);
  if (known) return known;
  const link = transport(session.server.iss, session.access);
  const underWay = new Map<string, Promise<WriteOutcome>>();
  const { patient } = session;
  const ready = writesOffered(link, session).then(
    (offered): WriteBack => ({
      offered,
      send(write) {
        const name = `${write.resource.resourceType} ${write.identifier.value}`;
        const before = underWay.get(name);
        if (before) return before;
        const isOffered = offered.some((type) => type === write.resource.resourceType);
        if (!app.isOwnContext() || !isOffered) {
          app.audit('written', write.resource.resourceType, 'refused');
          return Promise.resolve(NOT_OURS);
        }
        const sending = writeOnce(link, { ...write, patient })
          .then((outcome) => {
            app.audit('written', write.resource.resourceType, outcomeCode(outcome));
            return outcome;
          })
          .finally(() => underWay.delete(name));
        underWay.set(name, sending);
        return sending;
      },
      look: async (write) => (app.isOwnContext() ? lookUp(link, { ...write, patient }) : NOT_OURS),
      async prove(proof) {
        if (!offered.includes('Provenance')) return null;
        if (!app.isOwnContext()) return NOT_OURS;
        const outcome = await writeProvenance(link, proof);
        app.audit('written', 'Provenance', outcomeCode(outcome));
        return outcome;
      },
      lookForProof: async (proof) => app.isOwnContext() && (await lookForProvenance(link, proof)).is === 'there',
    }),
  );
  made.set(session, ready);
  return ready;
}

const outcomeCode = ({ kind }: WriteOutcome): 'ok' | 'refused' | 'failed' =>
  kind === 'written' || kind === 'exists' ? 'ok' : kind === 'refused' ? 'refused' : 'failed';
