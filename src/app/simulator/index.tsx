import author from 'virtual:author';
import type { OverPlace } from '../model.ts';
import { SimulatorRoom } from './SimulatorRoom.tsx';

/** The room for trying a changed checklist, with the files of this build. */
export default function Simulator({ place }: { readonly place: OverPlace }) {
  return place.room === 'simulator' ? <SimulatorRoom author={author} /> : null;
}
