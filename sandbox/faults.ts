/** What a rule does to the requests it matches. Several may be given; `status` and `body` replace the answer, the others spoil a true one. */
export interface Misdeed {
  /** Answers with this status and an OperationOutcome, or with `body` when given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
  /** Waits this long first, ms. */
  readonly delay?: number;
  /** Accepts the request and never answers. */
  readonly hang?: boolean;
  /** Sends the body so many bytes a second. */
  readonly dribble?: number;
  /** Ends the body after so many bytes, as if it were whole. */
  readonly truncate?: number;
  /** Breaks the connection after so many bytes. */
  readonly reset?: number;
  /** `next` leads to the same page for ever. */
  readonly loopNext?: boolean;
  /** `next` leads to another host. */
  readonly foreignNext?: string;
  /** Every entry is sent twice. */
  readonly duplicate?: boolean;
  /** Entries name another patient. */
  readonly wrongPatient?: boolean;
  /** Entries come in another order. */
  readonly reorder?: number;
  readonly dropHeader?: string;
  readonly ignoreIfNoneExist?: boolean;
  /** Does what was asked, then breaks the connection without a word: the caller cannot know whether it was done. */
  readonly loseAnswer?: boolean;
  readonly redirect?: string;
}

/** 'GET Observation', 'GET Observation?category=laboratory', 'POST token', '* *': method, what is asked for, and parameters that must be in the query. */
export interface FaultRule {
  readonly match: string;
  /** Only the nth matching request (from 1); all of them when absent. */
  readonly nth?: number;
  readonly do: Misdeed;
}

/** Ways in which servers differ. `epic`: a category or code is required, active medications only; `oracle`: no `encounter` parameter on results, small pages. */
export type Strictness = 'plain' | 'epic' | 'oracle';

/** How the sandbox misbehaves. All of it may change while it runs. */
export interface Faults {
  readonly rules?: readonly FaultRule[];
  readonly strictness?: Strictness;
  /** 400 for a search parameter the server does not know, as HAPI does; the others ignore it. */
  readonly refuseUnknown?: boolean;
  /** Most entries of a page, whatever `_count` says. */
  readonly pageLimit?: number;
  /** Lifetime of access tokens in seconds. */
  readonly tokenSeconds?: number;
  /** Scopes that are never granted, as asked for: 'patient/Observation.rs'. A type alone ('Observation') takes away everything on it. */
  readonly withhold?: readonly string[];
  /** Extra parameters the authorization server adds to its redirect, as some do. */
  readonly extraOnRedirect?: Readonly<Record<string, string>>;
  /** Left out of the token response: 'patient', 'encounter', 'id_token', 'expires_in' ... */
  readonly dropFromToken?: readonly string[];
}

/** The misbehaviour in force. */
export interface FaultBox {
  readonly get: () => Faults;
  readonly set: (faults: Faults) => void;
  /** What to do to this request; {} for a request that is served truthfully. Counts the request. */
  readonly on: (method: string, what: string, query: URLSearchParams) => Misdeed;
}

/** The rule for everything an app writes back here; searches and tokens, which are POSTs too, are left alone. */
const onWriting = (rule: Omit<FaultRule, 'match'>): Faults => ({
  rules: ['Communication', 'Task', 'DocumentReference', 'QuestionnaireResponse'].map((type) => ({ match: `POST ${type}`, ...rule })),
});

/** Ready-made misbehaviour for /ehr/faults: id, words, and the change. */
export const PRESETS: readonly { readonly id: string; readonly label: string; readonly faults: Faults }[] = [
  { id: 'none', label: 'Everything works', faults: {} },
  {
    id: 'labs-403',
    label: 'Laboratory results are refused (403)',
    faults: { rules: [{ match: 'GET Observation?category=laboratory', do: { status: 403 } }] },
  },
  {
    id: 'observations-403',
    label: 'All observations are refused (403)',
    faults: { rules: [{ match: 'GET Observation', do: { status: 403 } }] },
  },
  {
    id: 'notes-403',
    label: 'Notes are refused (403)',
    faults: {
      rules: [
        { match: 'GET DocumentReference', do: { status: 403 } },
        { match: 'GET Binary', do: { status: 403 } },
      ],
    },
  },
  {
    id: 'mar-404',
    label: 'No medication administrations (404)',
    faults: { rules: [{ match: 'GET MedicationAdministration', do: { status: 404 } }] },
  },
  { id: 'slow', label: 'Every answer takes 2 seconds', faults: { rules: [{ match: 'GET *', do: { delay: 2000 } }] } },
  {
    id: 'slow-labs',
    label: 'Laboratory results take 8 seconds a page',
    faults: { rules: [{ match: 'GET Observation?category=laboratory', do: { delay: 8000 } }] },
  },
  { id: 'small-pages', label: 'Pages of 5 entries', faults: { pageLimit: 5 } },
  {
    id: 'page-2-fails',
    label: 'The second page of results fails (500)',
    faults: { pageLimit: 20, rules: [{ match: 'GET Observation?_cursor', do: { status: 500 } }] },
  },
  { id: 'errors', label: 'Conditions fail with 500', faults: { rules: [{ match: 'GET Condition', do: { status: 500 } }] } },
  { id: 'expired', label: 'The session has ended (401)', faults: { rules: [{ match: 'GET *', do: { status: 401 } }] } },
  { id: 'short-token', label: 'Access tokens live 20 seconds', faults: { tokenSeconds: 20 } },
  { id: 'less-scope', label: 'Observations are never granted', faults: { withhold: ['Observation'] } },
  { id: 'write-422', label: 'What is written is refused (422)', faults: onWriting({ do: { status: 422 } }) },
  {
    id: 'write-lost',
    label: 'What is written is kept, but the answer is lost once',
    faults: onWriting({ nth: 1, do: { loseAnswer: true } }),
  },
  {
    id: 'write-twice',
    label: 'If-None-Exist is ignored, so that a second try writes a second one',
    faults: onWriting({ do: { ignoreIfNoneExist: true } }),
  },
  { id: 'epic', label: 'As strict as Epic (category or code required)', faults: { strictness: 'epic' } },
  { id: 'oracle', label: 'As strict as Oracle (no encounter parameter, small pages)', faults: { strictness: 'oracle' } },
  { id: 'unknown-400', label: 'Unknown parameters are refused (400)', faults: { refuseUnknown: true } },
  {
    id: 'html',
    label: 'A maintenance page instead of data',
    faults: {
      rules: [
        {
          match: 'GET *',
          do: { status: 200, body: '<!doctype html><title>Maintenance</title><p>Back soon.</p>', contentType: 'text/html' },
        },
      ],
    },
  },
];

/** A box with some faults in it. */
export function createFaults(first: Faults = {}): FaultBox {
  let faults = first;
  let seen = new Map<FaultRule, number>();
  return {
    get: () => faults,
    set(next) {
      faults = next;
      seen = new Map();
    },
    on(method, what, query) {
      let misdeed: Misdeed = {};
      for (const rule of faults.rules ?? []) {
        if (!matches(rule.match, method, what, query)) continue;
        const count = (seen.get(rule) ?? 0) + 1;
        seen.set(rule, count);
        if (rule.nth === undefined || rule.nth === count) misdeed = { ...misdeed, ...rule.do };
      }
      return misdeed;
    },
  };
}

function matches(pattern: string, method: string, what: string, query: URLSearchParams): boolean {
  const [wantedMethod = '*', wanted = '*'] = pattern.split(' ', 2);
  const [name = '*', conditions = ''] = wanted.split('?', 2);
  if (wantedMethod !== '*' && wantedMethod !== method) return false;
  if (name !== '*' && name !== what) return false;
  return [...new URLSearchParams(conditions)].every(([key, value]) => query.getAll(key).some((held) => held.includes(value)));
}
