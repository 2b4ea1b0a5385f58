import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { content } from './content.ts';
import { type Evaluated, type EvaluateOptions, evaluateInput } from './evaluate-input.ts';
import type { Input } from './input.ts';

interface Task {
  readonly input: Input;
  readonly result: Promise<Evaluated>;
}

/** Marks a worker of ours: the same bundle runs in both roles. */
const ROLE = 'corroborate-evaluate';

/**
 * Evaluates inputs on `count` threads and hands each result on in the order of the inputs, so that any number of workers prints the same bytes.
 * At most three inputs a worker are held at once: memory does not grow with the file.
 */
export async function evaluateInWorkers(
  inputs: AsyncIterable<Input>,
  count: number,
  options: EvaluateOptions,
  take: (input: Input, result: Evaluated) => Promise<void>,
): Promise<void> {
  const bundle = process.env.CORROBORATE_BUNDLE;
  if (bundle === undefined) throw new Error('workers need the bundled command: run it as `npx corroborate`');
  const workers = Array.from({ length: count }, () => new Worker(bundle, { workerData: { role: ROLE, options } }));
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
  const run = async (input: Input): Promise<Evaluated> => {
    const worker = await taken();
    return new Promise<Evaluated>((resolve, reject) => {
      const settle = () => {
        worker.off('message', onMessage);
        worker.off('error', onError);
      };
      const onMessage = (result: Evaluated) => {
        settle();
        free(worker);
        resolve(result);
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
  const queue: Task[] = [];
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
  const data = workerData as { readonly role?: unknown; readonly options?: EvaluateOptions } | null;
  if (isMainThread || data?.role !== ROLE || !data.options || !parentPort) return false;
  const { options } = data;
  const port = parentPort;
  port.on('message', (input: Input) => port.postMessage(evaluateInput(input, options, content())));
  return true;
}
