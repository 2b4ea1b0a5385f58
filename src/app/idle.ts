/** Calls `onIdle` once nobody has touched the page for so many minutes. Returns the way to stop. A page that slept longer is idle when it wakes. */
export function watchIdle(minutes: number, onIdle: () => void): () => void {
  if (minutes <= 0) return () => {};
  let last = Date.now();
  const touch = () => {
    if (Date.now() - last > minutes * 60_000) onIdle();
    else last = Date.now();
  };
  const check = setInterval(() => {
    if (Date.now() - last > minutes * 60_000) onIdle();
  }, 15_000);
  const events = ['keydown', 'pointerdown', 'focus', 'visibilitychange'] as const;
  for (const name of events) addEventListener(name, touch, { passive: true });
  return () => {
    clearInterval(check);
    for (const name of events) removeEventListener(name, touch);
  };
}
