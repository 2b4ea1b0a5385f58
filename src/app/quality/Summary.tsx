import type { Count } from '../../store/index.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { WideTable } from '../settings/WideTable.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { kindName } from './columns.ts';
import { directionsOf, type RuleQuality } from './quality.ts';
import { LEAST, targetsOf } from './targets.ts';
import { qualityWords as own } from './words.ts';

/** Prompts that question beside prompts that add. */
export function Directions({ rules }: { readonly rules: readonly RuleQuality[] }) {
  return (
    <Part title={own.directions}>
      <p class="meta">{own.directionNote}</p>
      <WideTable caption={own.directions} head={own.directionHead}>
        {directionsOf(rules).map(({ direction, kinds, shown, answered, dismissed, resolved }) => (
          <tr key={direction}>
            <th scope="row">
              {own.direction[direction]} <span class="meta">{kinds.map(kindName).join(', ')}</span>
            </th>
            <td>{shown}</td>
            <td>{answered}</td>
            <td>{dismissed}</td>
            <td>{resolved}</td>
          </tr>
        ))}
      </WideTable>
    </Part>
  );
}

/** What live use is held to, with its formula. */
export function Targets({ counts }: { readonly counts: readonly Count[] }) {
  return (
    <Part title={own.targets}>
      <p class="meta">{own.targetNote(LEAST)}</p>
      <WideTable caption={own.targets} head={own.targetHead}>
        {targetsOf(counts).map(({ name, here, outOf, target, formula, isWithin }) => (
          <tr key={name}>
            <th scope="row">
              {name} <span class="meta">{formula}</span>
            </th>
            <td>
              {here} {isWithin !== null && <StateMark state={isWithin ? 'fine' : 'look'}>{isWithin ? own.within : own.outside}</StateMark>}
            </td>
            <td>{outOf}</td>
            <td>{target}</td>
          </tr>
        ))}
      </WideTable>
    </Part>
  );
}
