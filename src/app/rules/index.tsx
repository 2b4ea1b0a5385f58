import concepts from 'virtual:concepts';
import type { RulesPlace } from '../model.ts';
import { RulesView } from './RulesView.tsx';

export { Why } from './Why.tsx';

/** The rules with the names of concepts that the build knows. */
export default function Rules({ place }: { readonly place: RulesPlace }) {
  return <RulesView place={place} concepts={concepts} />;
}
