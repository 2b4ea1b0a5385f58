import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words.ts';

/** Loaded when the first entry is shown: its words belong to the workplace of utilization review, not to the first screen. */
const parts = import.meta.glob<{ readonly default: ComponentType<{ readonly id: string }> }>('../ur/EntrySource.tsx');

const PREFIX = 'UrEntry/';

/** The id of an entry of utilization review that is a source; null: the source is something else. */
export const entryId = (source: string): string | null => (source.startsWith(PREFIX) ? source.slice(PREFIX.length) : null);

/** An entry as a source. No resource holds it: it is kept on this device. */
export function EntryPart({ id }: { readonly id: string }) {
  const [Part, setPart] = useState<ComponentType<{ readonly id: string }> | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isHere = true;
    parts['../ur/EntrySource.tsx']?.().then(
      (module) => isHere && setPart(() => module.default),
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  if (hasFailed) return <p class="meta">{words.states.crashed}</p>;
  return Part ? <Part id={id} /> : <p class="meta">{words.states.soon}</p>;
}
