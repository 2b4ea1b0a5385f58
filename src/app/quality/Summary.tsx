import type { Count } from '../../store/index.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import { words } from '../words.ts';
import { directionsOf, type RuleQuality } from './quality.ts';
import { targetsOf } from './targets.ts';
import { qualityWords as own } from './words.ts';

const kindName = (kind: string): string => (words.kinds as Readonly<Record<string, string>>)[kind] ?? kind;

/** Prompts that question beside prompts that add. */
export function Directions({ rules }: { readonly rules: readonly RuleQuality[] }) {
  return (
    <Part title={own.directions}>
      <p class="meta">{own.directionNote}</p>
      <Table caption={own.directions} head={own.directionHead}>
        {directionsOf(rules).map(({ direction, kinds, shown, answered, dismissed, resolved }) => (
          <tr key={direction}>
            <th scope="row">{own.direction[direction]}</th>
            <td>{kinds.map(kindName).join(', ')}</td>
            <td>{shown}</td>
            <td>{answered}</td>
            <td>{dismissed}</td>
            <td>{resolved}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

/** What live use is held to, with its formula. */
export function Targets({ counts }: { readonly counts: readonly Count[] }) {
  return (
    <Part title={own.targets}>
      <Table caption={own.targets} head={own.targetHead}>
        {targetsOf(counts).map(({ name, here, target, formula, isWithin }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {here} {isWithin !== null && <StateMark state={isWithin ? 'fine' : 'look'}>{isWithin ? own.within : own.outside}</StateMark>}
            </td>
            <td>{target}</td>
            <td>{formula}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}
