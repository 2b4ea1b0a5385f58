import type { LinkedChecklist, LinkedItem } from '../checklist/linked.ts';
import { allItems } from '../checklist/resolve.ts';
import type { ChecklistResult, ItemResult } from './result.ts';

/**
 * What a closed prompt rests on, in words that can be compared and shown: checklist version, documentation, and the verdict of each criterion
 * the item uses. A new value that changes no verdict leaves it as it is; then nothing reopens.
 * //=> 'sepsis@1.2.0 documentation=affirmed when=met found=not-found elevated-lactate=met'
 */
export function fingerprint(checklist: LinkedChecklist, result: ChecklistResult, item: ItemResult): string {
  const uses = allItems(checklist).find((one): one is LinkedItem => one.id === item.id)?.uses ?? [];
  const verdicts = uses.flatMap((name) => {
    const used = result.criteria[name] ?? result.definitions[name] ?? result.anchors[name];
    return used ? [`${name}=${used.verdict}`] : [];
  });
  return [
    `${result.id}@${result.version}`,
    ...(result.policy === 'base' ? [] : [`policy=${result.policy}`]),
    `documentation=${result.documentation.state}`,
    ...(item.when ? [`when=${item.when.verdict}`] : []),
    `found=${item.found.verdict}`,
    ...verdicts,
  ].join(' ');
}
