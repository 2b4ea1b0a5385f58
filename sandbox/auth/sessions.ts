import { createHash, randomBytes } from 'node:crypto';
import type { Grant } from '../fhir/access.ts';
import type { Person } from '../people.ts';
import { permissionsOf } from './scopes.ts';

/** What an EHR launch is about: who opened the app, and in which chart. Null patient: opened outside any chart. */
export interface LaunchContext {
  readonly person: Person;
  readonly patient: string | null;
  readonly encounter: string | null;
  /** Told to the app as `intent`: the work the app is opened for (clinician, cdi, ur). */
  readonly intent: string | null;
  /** Opened by itself, without an EHR around it. */
  readonly standalone?: true;
}

/** An authorization code with everything the token request is checked against. */
export interface Pending {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly nonce: string | null;
  readonly context: LaunchContext;
}

/** One line of tokens: a grant, its current access and refresh token. */
export interface Session extends Pending {
  readonly family: string;
}

/** Launch tokens, codes, access and refresh tokens, in memory. Times are real time: the patients' clocks have no part in them. */
export interface Sessions {
  readonly openLaunch: (context: LaunchContext) => string;
  readonly launch: (token: string) => LaunchContext | null;
  readonly issueCode: (pending: Pending) => string;
  /** Takes a code once. A second use ends every token that came from it. */
  readonly takeCode: (code: string) => Session | null;
  readonly issueAccess: (session: Session, seconds: number) => string;
  readonly issueRefresh: (session: Session) => string;
  /** Takes a refresh token once (rotation). A second use ends the whole line. */
  readonly takeRefresh: (token: string) => Session | null;
  readonly grant: (access: string) => Grant | null;
  /** Ends all access tokens, or one line of them. */
  readonly expire: () => void;
  readonly revoke: (token: string) => void;
}

const LAUNCH_MS = 10 * 60_000;
const CODE_MS = 60_000;

/** No sessions yet. */
export function createSessions(now: () => number = Date.now): Sessions {
  const launches = new Map<string, { context: LaunchContext; until: number }>();
  const codes = new Map<string, { session: Session; until: number; used: boolean }>();
  const access = new Map<string, { session: Session; until: number; grant: Grant }>();
  const refresh = new Map<string, { session: Session; used: boolean }>();
  const secret = () => randomBytes(24).toString('base64url');
  const end = (family: string) => {
    for (const [token, held] of access) if (held.session.family === family) access.delete(token);
    for (const [token, held] of refresh) if (held.session.family === family) refresh.delete(token);
  };
  return {
    openLaunch(context) {
      const token = secret();
      launches.set(token, { context, until: now() + LAUNCH_MS });
      return token;
    },
    launch(token) {
      const held = launches.get(token);
      return held && held.until > now() ? held.context : null;
    },
    issueCode(pending) {
      const code = secret();
      codes.set(code, { session: { ...pending, family: secret() }, until: now() + CODE_MS, used: false });
      return code;
    },
    takeCode(code) {
      const held = codes.get(code);
      if (!held || held.until <= now()) return null;
      if (held.used) {
        end(held.session.family);
        return null;
      }
      held.used = true;
      return held.session;
    },
    issueAccess(session, seconds) {
      const token = secret();
      const { context } = session;
      const grant: Grant = {
        permissions: permissionsOf(session.scope),
        patient: context.patient,
        encounter: context.encounter,
        user: `Practitioner/${context.person.id}`,
      };
      access.set(token, { session, until: now() + seconds * 1000, grant });
      return token;
    },
    issueRefresh(session) {
      const token = secret();
      refresh.set(token, { session, used: false });
      return token;
    },
    takeRefresh(token) {
      const held = refresh.get(token);
      if (!held) return null;
      if (held.used) {
        end(held.session.family);
        return null;
      }
      held.used = true;
      return held.session;
    },
    grant(token) {
      const held = access.get(token);
      return held && held.until > now() ? held.grant : null;
    },
    expire: () => access.clear(),
    revoke(token) {
      const held = access.get(token) ?? refresh.get(token);
      if (held) end(held.session.family);
    },
  };
}

/** S256 of a verifier, as in RFC 7636. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
