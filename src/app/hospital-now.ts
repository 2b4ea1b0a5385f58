import type { App } from './model.ts';

const seen = new WeakMap<Pick<App, 'load'>, { readonly readAt: number; readonly device: number }>();

/**
 * The hospital's moment now, ms: its server's clock when the chart was last read, carried on by this device's; the device's own until something was read.
 * Work on a chart is timed by it, so that ages and "since" are told against the times in the chart. Durations and days of keeping are the device's.
 */
export function hospitalNow(app: Pick<App, 'load'>): number {
  const { readAt } = app.load.peek();
  const device = Date.now();
  if (readAt === null) return device;
  const known = seen.get(app);
  const base = known?.readAt === readAt ? known : { readAt, device };
  if (base !== known) seen.set(app, base);
  return readAt + Math.max(0, device - base.device);
}
