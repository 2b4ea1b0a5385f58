import { Part } from '../settings/RoomFrame.tsx';
import styles from './Simulator.module.css';
import { isReadable } from './units.ts';
import { simulatorWords } from './words.ts';

/** Which encounters the change is tried on. */
export interface Choice {
  readonly files: readonly File[];
  readonly isHere: boolean;
  readonly isNormal: boolean;
}

/** Files, a folder, the encounter on screen; read in this page and nowhere else. */
export function EncountersPart({
  choice,
  onChoice,
  mayUseHere,
  policy,
}: {
  readonly choice: Choice;
  readonly onChoice: (change: Partial<Choice>) => void;
  readonly mayUseHere: boolean;
  readonly policy: string;
}) {
  const { encounters: say } = simulatorWords;
  const take = (list: FileList | null) => onChoice({ files: [...(list ?? [])] });
  const readable = choice.files.filter(({ name }) => isReadable(name)).length;
  return (
    <Part title={say.title}>
      <div class={styles.row}>
        <label class={styles.field}>
          <span>{say.files}</span>
          <input class={styles.file} type="file" multiple accept=".json,.ndjson" onChange={(event) => take(event.currentTarget.files)} />
        </label>
        <label class={styles.field}>
          <span>{say.folder}</span>
          <input
            class={styles.file}
            type="file"
            multiple
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={(event) => take(event.currentTarget.files)}
          />
        </label>
      </div>
      {choice.files.length > 0 && <p class="meta">{say.chosen(readable, choice.files.length - readable)}</p>}
      <label class={styles.tick}>
        <input
          type="checkbox"
          disabled={!mayUseHere}
          checked={choice.isHere && mayUseHere}
          onChange={(event) => onChoice({ isHere: event.currentTarget.checked })}
        />
        <span>{mayUseHere ? say.here : say.hereOff}</span>
      </label>
      <label class={styles.tick}>
        <input type="checkbox" checked={choice.isNormal} onChange={(event) => onChoice({ isNormal: event.currentTarget.checked })} />
        <span>{say.normal}</span>
      </label>
      <p class="meta">{say.policy(policy)}</p>
    </Part>
  );
}
