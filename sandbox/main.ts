import { createServer } from 'node:net';
import { startSandbox } from './index.ts';

const USAGE = `npm start [-- options]
  --data <path>      your own Bundles (.json, .ndjson, .gz) or a folder of Bulk NDJSON instead of the patients here
  --fhir <base URL>  an open FHIR server, read through the sandbox's launch page
  --write-back       apps may write to this EHR, as far as their scopes go
  PORT and HOST in the environment choose where it listens (8080 on this machine only)`;

interface Arguments {
  readonly data?: string;
  readonly fhir?: string;
  readonly writeBack?: true;
  readonly help?: true;
}

/** Reads the options of `npm start`. Throws with the usage when one is unknown or has no value. */
export function readArguments(args: readonly string[]): Arguments {
  const found: { data?: string; fhir?: string; writeBack?: true } = {};
  if (args.includes('--help') || args.includes('-h')) return { help: true };
  for (let index = 0; index < args.length; index += 1) {
    const [name = '', inline] = (args[index] ?? '').split(/=(.*)/s, 2);
    if (name === '--write-back' && inline === undefined) {
      found.writeBack = true;
      continue;
    }
    if (name !== '--data' && name !== '--fhir') throw new Error(`Unknown option ${name}.\n${USAGE}`);
    const value = inline ?? args[++index];
    if (!value) throw new Error(`${name} needs a value.\n${USAGE}`);
    if (name === '--fhir' && !/^https?:\/\//.test(value)) throw new Error(`--fhir needs a base URL such as https://fhir.example.org/r4.`);
    found[name === '--data' ? 'data' : 'fhir'] = value;
  }
  if (found.data && found.fhir) throw new Error('--data and --fhir exclude each other.');
  return found;
}

/** Where to listen, from PORT and HOST; an empty one counts as absent. Throws when PORT is no port. */
export function readPlace(env: Readonly<Record<string, string | undefined>>): { readonly port: number; readonly host: string } {
  const port = Number(env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT=${env.PORT} is no port number.`);
  return { port, host: env.HOST || '127.0.0.1' };
}

/** Says in words why a host cannot be listened on; any other error is thrown as it is. */
export const whyNotListening = (host: string) => (error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    throw new Error(`HOST=${host} is no address of this machine. Leave it out for this machine only, or use 0.0.0.0 for every network.`);
  if (code === 'EACCES') throw new Error('This PORT needs more rights than this user has. Choose one above 1023.');
  throw error;
};

/** Listens for a moment: data are read only once a port is known to be free. */
const tryPort = (port: number, host: string) =>
  new Promise<void>((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(port, host, () => probe.close(() => done()));
  });

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Starts the sandbox for a person: moves past taken ports, says where it can be used, ends on Ctrl-C. */
export async function main(args: readonly string[], appDir: string): Promise<void> {
  const { help, ...chosen } = readArguments(args);
  if (help) {
    console.log(USAGE);
    return;
  }
  const { port: first, host } = readPlace(process.env);
  const last = Math.min(first + 49, 65_535);
  for (let port = first; port <= last; port += 1) {
    try {
      await tryPort(port, host).catch(whyNotListening(host));
      const sandbox = await startSandbox({ ...chosen, port, host, appDir, real: true });
      console.log(`\n  Open ${sandbox.url}\n`);
      const stop = () => {
        console.log('\nStopped.');
        void sandbox.close().then(() => process.exit(0));
      };
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      const note = await sandbox.ready;
      if (note) console.log(note);
      console.log('Ctrl-C ends it.');
      return;
    } catch (error) {
      if (!isTaken(error) || first === 0) throw error;
      console.log(`Port ${port} is taken; trying ${port + 1}.`);
    }
  }
  throw new Error(`No free port between ${first} and ${last}. Set PORT to another one.`);
}
