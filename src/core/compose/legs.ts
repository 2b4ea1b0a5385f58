import type { Criterion, LinkedChecklist } from '../checklist/linked.ts';
import type { ChecklistResult } from '../evaluate/result.ts';

/**
 * True when `name` is one of several ways to meet a part of the governing definition and another of them is met: a normal PaCO2 says
 * that there is no retention, and nothing against low oxygen.
 */
export function isOtherWay(name: string, result: ChecklistResult, checklist: LinkedChecklist): boolean {
  const governing = checklist.definitions[result.governing]?.criterion;
  return governing !== undefined && holdsMetBeside(governing, name, result);
}

function holdsMetBeside(criterion: Criterion, name: string, result: ChecklistResult): boolean {
  if (criterion.form === 'fact' || criterion.form === 'met' || criterion.form === 'not') return false;
  const names = criterion.parts.flatMap((part) => (part.form === 'met' ? [part.name] : []));
  if (criterion.form === 'any' && names.includes(name))
    return names.some((other) => other !== name && result.criteria[other]?.verdict === 'met');
  return criterion.parts.some((part) => holdsMetBeside(part, name, result));
}
