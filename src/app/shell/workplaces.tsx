import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ClinicianPanel } from '../clinician/ClinicianPanel.tsx';
import type { Role } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';

/**
 * The seam for the wide workplaces: `src/app/cdi/index.tsx` and `src/app/ur/index.tsx` each have a default export, a component without properties that
 * takes everything from `useApp()`. They are loaded when first opened; the clinician's panel is part of the first screen.
 */
const rooms = import.meta.glob<{ readonly default: ComponentType }>(['../cdi/index.tsx', '../ur/index.tsx']);
const roomOf = (role: Role) => rooms[`../${role}/index.tsx`];

/** The workplaces of this build. */
export const ROLES: readonly Role[] = (['clinician', 'cdi', 'ur'] as const).filter((role) => role === 'clinician' || roomOf(role));

const loaded = new Map<Role, ComponentType>();

/** Shows the workplace of a role. */
export function Workplace({ role }: { readonly role: Role }) {
  const [state, setState] = useState<'loading' | 'failed'>('loading');
  const [, setLoads] = useState(0);
  useEffect(() => {
    const room = roomOf(role);
    if (!room || loaded.has(role)) return;
    setState('loading');
    room().then(
      (module) => {
        loaded.set(role, module.default);
        setLoads((count) => count + 1);
      },
      () => setState('failed'),
    );
  }, [role]);
  if (role === 'clinician' || !roomOf(role)) return <ClinicianPanel />;
  const Room = loaded.get(role);
  if (Room) return <Room />;
  if (state === 'failed') return <Banner state="stop">{words.states.crashed}</Banner>;
  return (
    <div>
      <p class="meta">{words.states.soon}</p>
      <Skeleton />
    </div>
  );
}
