import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ReviewContent } from '../core/review/index.ts';
import { content } from './content.ts';
import { type EvaluateOptions, evaluateInput } from './evaluate-input.ts';
import type { Input } from './input.ts';
import { type ReplayOptions, replayInput } from './score-replay-input.ts';

/** What a worker can do with an input. Options and answers cross between threads: plain data. */
const JOBS = {
  evaluate: (input: Input, options: EvaluateOptions, compiled: ReviewContent) => evaluateInput(input, options, compiled),
  replay: (input: Input, options: ReplayOptions, compiled: ReviewContent) => replayInput(input, options, compiled),
} as const;

type JobName = keyof typeof JOBS;
type OptionsOf<J extends JobName> = Parameters<(typeof JOBS)[J]>[1];
type AnswerOf<J extends JobName> = ReturnType<(typeof JOBS)[J]>;

interface Task<T> {
  readonly input: Input;
  readonly result: Promise<T>;
}

/** Marks a worker of ours: the same bundle runs in both roles. */
const ROLE = 'corroborate-worker';

/**
 * Does a job for each input on `count` threads and hands each answer on in the order of the inputs, so that any number of workers gives the same
 * bytes. At most three inputs a worker are held at once: memory does not grow with the file.
 */
export async function inWorkers<J extends JobName>(
  job: J,
  inputs: AsyncIterable<Input>,
  { count, options }: { readonly count: number; readonly options: OptionsOf<J> },
  take: (input: Input, answer: AnswerOf<J>) => Promise<void>,
): Promise<void> {
  const bundle = process.env.CORROBORATE_BUNDLE;
  if (bundle === undefined) throw new Error('workers need the bundled command: run it as `npx corroborate`');
  const workers = Array.from({ length: count }, () => new Worker(bundle, { workerData: { role: ROLE, job, options } }));
  const idle: Worker[] = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const free = (worker: Worker) => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  const taken = (): Promise<Worker> => {
    const worker = idle.shift();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  };
  const run = async (input: Input): Promise<AnswerOf<J>> => {
    const worker = await taken();
    return new Promise<AnswerOf<J>>((resolve, reject) => {
      const settle = () => {
        worker.off('message', onMessage);
        worker.off('error', onError);
      };
      const onMessage = (answer: AnswerOf<J>) => {
        settle();
        free(worker);
        resolve(answer);
      };
      const onError = (error: Error) => {
        settle();
        reject(error);
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage(input);
    });
  };
  const queue: Task<AnswerOf<J>>[] = [];
  const drain = async (room: number) => {
    while (queue.length > room) {
      const task = queue.shift();
      if (task) await take(task.input, await task.result);
    }
  };
  try {
    for await (const input of inputs) {
      queue.push({ input, result: run(input) });
      await drain(count * 3);
    }
    await drain(0);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** In a worker thread of ours: answer each input; started by the bundle's entry. */
export function serveAsWorker(): boolean {
  const data = workerData as { readonly role?: unknown; readonly job?: unknown; readonly options?: unknown } | null;
  if (isMainThread || data?.role !== ROLE || !data.options || !parentPort) return false;
  const { job, options } = data;
  const port = parentPort;
  if (job === 'evaluate') serve(port, JOBS.evaluate, options as EvaluateOptions);
  else if (job === 'replay') serve(port, JOBS.replay, options as ReplayOptions);
  return true;
}

function serve<O, T>(port: MessagePort, work: (input: Input, options: O, compiled: ReviewContent) => T, options: O): void {
  port.on('message', (input: Input) => port.postMessage(work(input, options, content())));
}
