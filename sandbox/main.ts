import { startSandbox } from './index.ts';

const USAGE = `npm start [-- options]
  --data <path>      your own Bundles (.json, .ndjson, .gz) or a folder of Bulk NDJSON instead of the patients here
  --fhir <base URL>  an open FHIR server, read through the sandbox's launch page
  PORT and HOST in the environment choose where it listens (8080 on this machine only)`;

interface Arguments {
  readonly data?: string;
  readonly fhir?: string;
}

/** Reads the options of `npm start`. Throws with the usage when one is unknown or has no value. */
export function readArguments(args: readonly string[]): Arguments {
  const found: { data?: string; fhir?: string } = {};
  for (let index = 0; index < args.length; index += 1) {
    const [name = '', inline] = (args[index] ?? '').split(/=(.*)/s, 2);
    if (name !== '--data' && name !== '--fhir') throw new Error(`Unknown option ${name}.\n${USAGE}`);
    const value = inline ?? args[++index];
    if (!value) throw new Error(`${name} needs a value.\n${USAGE}`);
    if (name === '--fhir' && !/^https?:\/\//.test(value)) throw new Error(`--fhir needs a base URL such as https://fhir.example.org/r4.`);
    found[name === '--data' ? 'data' : 'fhir'] = value;
  }
  if (found.data && found.fhir) throw new Error('--data and --fhir exclude each other.');
  return found;
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Starts the sandbox for a person: moves past taken ports, says where it can be used, ends on Ctrl-C. */
export async function main(args: readonly string[], appDir: string): Promise<void> {
  const chosen = readArguments(args);
  const host = process.env.HOST ?? '127.0.0.1';
  const first = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(first) || first < 0 || first > 65_535) throw new Error(`PORT=${process.env.PORT} is no port number.`);
  for (let port = first; port < first + 50; port += 1) {
    try {
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
  throw new Error(`No free port between ${first} and ${first + 49}. Set PORT to another one.`);
}
