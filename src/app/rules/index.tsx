import concepts from 'virtual:concepts';
import type { OverPlace } from '../model.ts';
import { RulesView } from './RulesView.tsx';

export { Why } from './Why.tsx';

/** The rules with the names of concepts that the build knows. */
export default function Rules({ place }: { readonly place: OverPlace }) {
  return place.room === 'rules' ? <RulesView place={place} concepts={concepts} /> : null;
}
