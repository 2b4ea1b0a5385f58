import { useApp } from '../model.ts';
import { dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Entries.module.css';
import { entryWords } from './entry-words.ts';
import { shownEntry } from './open.ts';
import { zonedTime } from './wall.ts';

/** An entry of utilization review as a source: what, when, who entered it, why, and whether it was taken out again. Takes its id, without 'UrEntry/'. */
export default function EntrySource({ id }: { readonly id: string }) {
  const app = useApp();
  const words = entryWords.source;
  const kept = app.kept.value.entries.find(({ entry }) => entry.id === id);
  const zone = app.review.value?.zone ?? null;
  if (!kept) return <p class="meta">{words.elsewhere}</p>;
  const { entry } = kept;
  // Who pays, and what a plan decided, is for utilization review alone.
  if (app.role.value === 'clinician') return <p class="numbers">{zonedTime(entry.at, entry.zone ?? zone)}</p>;
  const said = entryWords.says[entry.kind]?.[entry.text ?? ''];
  const time = [entry.at, ...(entry.until === undefined ? [] : [entry.until])].map((at) => zonedTime(at, entry.zone ?? zone));
  const committee = entry.kind === 'status-change-decision' ? entryWords.by[entry.by ?? ''] : undefined;
  const set = entry.criteria && `${entry.criteria.setName} ${entry.criteria.version}, ${entry.criteria.subset}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.what, said === undefined ? entryWords.kinds[entry.kind] : `${entryWords.kinds[entry.kind]}: ${said}`],
    [words.set, set],
    [words.time, time.join(' to ')],
    [words.decided, [committee, entry.author].filter(Boolean).join(', ') || undefined],
    [words.reason, entry.reason],
    [words.enteredBy, `${entry.enteredBy ?? entryWords.unknownUser}, ${dayClock(kept.at, zone)}`],
    [words.state, entry.removed === undefined ? words.holds : entryWords.removed(dayClock(entry.removed, zone))],
  ];
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  return (
    <>
      <dl class={styles.source}>
        {shown.map(([name, text]) => (
          <div key={name}>
            <dt class="meta">{name}</dt>
            <dd>
              <bdi>{entry.removed !== undefined && name === words.what ? <s>{text}</s> : text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {app.role.value === 'ur' && (
        <Button
          look="second"
          onClick={() => {
            app.drawer.value = null;
            shownEntry.value = id;
          }}
        >
          {words.go}
        </Button>
      )}
    </>
  );
}
