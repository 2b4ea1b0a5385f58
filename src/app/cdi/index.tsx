import concepts from 'virtual:concepts';
import { CdiWorkplace } from './CdiWorkplace.tsx';

/** The CDI workplace with the names of concepts that the build knows. */
export default function Cdi() {
  return <CdiWorkplace concepts={concepts} />;
}
