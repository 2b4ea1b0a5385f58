import { useState } from 'preact/hooks';
import type { AuthorFiles } from '../../content/author.ts';
import type { Source } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { Part, RoomFrame } from '../settings/RoomFrame.tsx';
import { dayClock } from '../time.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ChecklistPart } from './ChecklistPart.tsx';
import { type Choice, EncountersPart } from './EncountersPart.tsx';
import { FileSource } from './FileSource.tsx';
import { OutPart } from './OutPart.tsx';
import { ResultPart } from './ResultPart.tsx';
import styles from './Simulator.module.css';
import { changeSummary } from './summary.ts';
import { type Copy, useEdit } from './use-edit.ts';
import { type Tried, useRun } from './use-run.ts';
import { simulatorWords } from './words.ts';

interface Opened {
  readonly tried: Tried;
  readonly title: string;
  readonly sources: readonly Source[];
}

/** Where the owner of a checklist changes a threshold safely: edit a copy, check it, try it on encounters, take file and summary to sign-off. */
export function SimulatorRoom({ author }: { readonly author: AuthorFiles }) {
  const app = useApp();
  const [copy, setCopy] = useState<Copy | null>(null);
  const [choice, setChoice] = useState<Choice>({ files: [], isHere: true, isNormal: false });
  const [opened, setOpened] = useState<Opened | null>(null);
  const checked = useEdit(app, author, copy);
  const { run, start, cancel } = useRun(app);
  const { run: say } = simulatorWords;
  const review = app.review.value;
  const mayUseHere = review !== null && app.load.value.phase === 'ready' && app.isOwnContext();
  const key = checked.phase === 'right' ? checked.answer.key : null;
  const answer = checked.phase === 'right' ? checked.answer : null;
  const isHere = choice.isHere && mayUseHere;
  const mayStart = key !== null && (isHere || choice.files.length > 0);
  const isCurrent = run.key === key;
  const open = (tried: Tried, title: string, sources: readonly Source[]) => {
    if (tried.on?.kind !== 'here') return setOpened({ tried, title, sources });
    app.drawer.value = { kind: 'sources', title, sources: [...new Map(sources.map((each) => [JSON.stringify(each), each])).values()] };
  };
  const now = Date.now();
  const year = new Date(now).getFullYear();
  return (
    <RoomFrame title={simulatorWords.title}>
      <p>{simulatorWords.about}</p>
      {!app.simulator && <Banner state="stop">{simulatorWords.missing}</Banner>}
      <ChecklistPart author={author} copy={copy} checked={checked} onCopy={setCopy} />
      <EncountersPart
        choice={choice}
        onChoice={(change) => setChoice({ ...choice, ...change })}
        mayUseHere={mayUseHere}
        policy={app.site.policy}
      />
      <Part title={say.title}>
        <div class={styles.row}>
          <Button
            look="primary"
            disabled={!mayStart || run.phase === 'running'}
            onClick={() => key !== null && start(key, { files: choice.files, isHere, here: simulatorWords.result.here })}
          >
            {run.phase === 'none' ? say.start : say.again}
          </Button>
          {run.phase === 'running' && (
            <Button look="second" onClick={cancel}>
              {say.cancel}
            </Button>
          )}
        </div>
        {!mayStart && <p class="meta">{say.needs}</p>}
        {run.phase !== 'none' && <output class="meta numbers">{say.progress(run.units, run.tried.length)}</output>}
        {run.phase === 'running' && <progress class={styles.progress} aria-label={say.title} />}
        {run.phase !== 'none' && !isCurrent && <Banner state="info">{say.stale}</Banner>}
      </Part>
      {run.phase !== 'none' && (
        <ResultPart key={run.key} run={run} answer={isCurrent ? answer : null} isNormal={choice.isNormal} onOpen={open} />
      )}
      {answer?.after && copy && run.phase !== 'running' && (
        <OutPart
          id={answer.after.id}
          version={answer.after.version}
          yaml={copy.text}
          summary={changeSummary({
            ...{ answer, copy, isNormal: choice.isNormal, policy: app.site.policy },
            run: isCurrent && run.phase !== 'none' ? run : null,
            by: app.session.userName ?? app.session.fhirUser ?? simulatorWords.summary.unknownUser,
            time: `${year}-${dayClock(now, app.site.zone ?? null)}`,
          })}
        />
      )}
      {opened && <FileSource {...opened} onClose={() => setOpened(null)} />}
    </RoomFrame>
  );
}
