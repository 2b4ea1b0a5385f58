import concepts from 'virtual:concepts';
import workflows from 'virtual:workflow';
import { useApp } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { words } from '../words.ts';
import { CdiWorkplace } from './CdiWorkplace.tsx';

/** The CDI workplace with the names of concepts that the build knows, and the hospital's own file of how CDI works there. */
export default function Cdi() {
  const { workflow: name } = useApp().site;
  const workflow = workflows[name];
  // site.json was checked against the build at start: a name without a file is our own mistake.
  if (!workflow) return <Banner state="stop">{words.states.crashed}</Banner>;
  return <CdiWorkplace concepts={concepts} workflow={workflow} />;
}
