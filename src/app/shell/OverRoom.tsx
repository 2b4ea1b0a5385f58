import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import type { OverPlace } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';

/**
 * The seam for rooms that take the place of a workplace: `src/app/<room>/index.tsx` has a default export, a component with the property `place`, which takes
 * everything else from `useApp()` and closes itself with `app.over.value = null`. Loaded when first opened, no part of the first screen.
 */
type Room = { readonly default: ComponentType<{ readonly place: OverPlace }> };
const rooms = import.meta.glob<Room>([
  '../rules/index.tsx',
  '../packet/index.tsx',
  '../settings/index.tsx',
  '../quality/index.tsx',
  '../simulator/index.tsx',
]);
type RulesRoom = typeof import('../rules/index.tsx');
const loaded = new Map<string, Room>();

/** The rooms of this build. */
export const hasRoom = (room: OverPlace['room']): boolean => rooms[`../${room}/index.tsx`] !== undefined;

function useRoom(name: OverPlace['room']): Room | 'loading' | 'failed' {
  const [room, setRoom] = useState<{ readonly name: string; readonly is: Room | 'loading' | 'failed' }>({ name, is: 'loading' });
  useEffect(() => {
    if (loaded.has(name)) return;
    const load = rooms[`../${name}/index.tsx`];
    if (!load) return setRoom({ name, is: 'failed' });
    load().then(
      (module) => {
        loaded.set(name, module);
        setRoom({ name, is: module });
      },
      () => setRoom({ name, is: 'failed' }),
    );
  }, [name]);
  return loaded.get(name) ?? (room.name === name ? room.is : 'loading');
}

/** The room that is open in the place of the workplace. */
export function OverRoom({ place }: { readonly place: OverPlace }) {
  const room = useRoom(place.room);
  if (room === 'failed') return <Banner state="stop">{words.states.crashed}</Banner>;
  if (room === 'loading') return <Skeleton lines={8} />;
  return <room.default place={place} />;
}

/** Why a prompt is asked, in the drawer. */
export function WhyDrawer({ prompt, onClose }: { readonly prompt: Prompt; readonly onClose: () => void }) {
  const room = useRoom('rules') as RulesRoom | 'loading' | 'failed';
  return (
    <Drawer title={words.rules.why} closeLabel={words.close} onClose={onClose}>
      {room === 'failed' && <Banner state="stop">{words.states.crashed}</Banner>}
      {room === 'loading' ? <Skeleton lines={5} /> : room !== 'failed' && <room.Why prompt={prompt} />}
    </Drawer>
  );
}
