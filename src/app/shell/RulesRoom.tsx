import { useEffect, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import type { RulesPlace } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';

/** The room of the rules: loaded when first opened, no part of the first screen. */
const rooms = import.meta.glob<typeof import('../rules/index.tsx')>('../rules/index.tsx');
type Room = typeof import('../rules/index.tsx');
let loaded: Room | null = null;

function useRoom(): Room | 'loading' | 'failed' {
  const [room, setRoom] = useState<Room | 'loading' | 'failed'>(loaded ?? 'loading');
  useEffect(() => {
    if (loaded) return;
    rooms['../rules/index.tsx']?.().then(
      (module) => {
        loaded = module;
        setRoom(module);
      },
      () => setRoom('failed'),
    );
  }, []);
  return room;
}

/** The rules in the place of the workplace. */
export function RulesRoom({ place }: { readonly place: RulesPlace }) {
  const room = useRoom();
  if (room === 'failed') return <Banner state="stop">{words.states.crashed}</Banner>;
  if (room === 'loading') return <Skeleton lines={8} />;
  return <room.default place={place} />;
}

/** Why a prompt is asked, in the drawer. */
export function WhyDrawer({ prompt, onClose }: { readonly prompt: Prompt; readonly onClose: () => void }) {
  const room = useRoom();
  return (
    <Drawer title={words.rules.why} closeLabel={words.close} onClose={onClose}>
      {room === 'failed' && <Banner state="stop">{words.states.crashed}</Banner>}
      {room === 'loading' ? <Skeleton lines={5} /> : room !== 'failed' && <room.Why prompt={prompt} />}
    </Drawer>
  );
}
