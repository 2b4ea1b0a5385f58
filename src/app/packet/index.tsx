import type { OverPlace } from '../model.ts';
import { PacketRoom } from './PacketRoom.tsx';

/** The room of the evidence packet. */
export default function Packet({ place }: { readonly place: OverPlace }) {
  return place.room === 'packet' ? <PacketRoom place={place} /> : null;
}
