import { useId } from 'preact/hooks';
import type { SignOffRow } from '../../../core/worklist/index.ts';
import { Field } from '../../ui/Field.tsx';
import { cdiWords } from '../words.ts';
import { FactLinks, SourceLink } from './FactLink.tsx';
import styles from './SecondLevel.module.css';
import { documentationWords, OUTCOMES, type SheetOutcome, specificityWords } from './sheet-text.ts';
import { VerdictMark } from './Verdict.tsx';

type Entry = { readonly outcome: SheetOutcome | null; readonly reason: string };

/** One documented diagnosis: who says it, what speaks for and against, each definition, how exactly it is said; and the reader's outcome. */
export function SheetRow({
  row,
  entry,
  onChange,
}: {
  readonly row: SignOffRow;
  readonly entry: Entry;
  readonly onChange: (entry: Entry) => void;
}) {
  const id = useId();
  const { second: say, ...words } = cdiWords.case;
  return (
    <section class={styles.row} aria-labelledby={id}>
      <h4 id={id} tabIndex={-1} data-row>
        {row.label} <span class="meta">{documentationWords(row.documentation)}</span>
      </h4>
      <ul class={styles.said}>
        {[...row.said, ...row.listed].map((each) => (
          <li key={each.text}>
            <SourceLink text={each.text} title={row.label} sources={each.sources} />
          </li>
        ))}
      </ul>
      {row.definitions.length > 0 && (
        <ul class={styles.definitions} aria-label={say.criteria}>
          {row.definitions.map((each) => (
            <li key={each.id}>
              <VerdictMark verdict={each.verdict} />
              <SourceLink text={each.label} title={each.label} sources={each.statement.sources} />
              {each.governs && <span class="meta">({words.governing})</span>}
            </li>
          ))}
        </ul>
      )}
      {row.checklist === null && <p class="meta">{say.noChecklist}</p>}
      {(row.for.length > 0 || row.against.length > 0) && (
        <div class={styles.sides}>
          <div>
            <h5>{words.for}</h5>
            {row.for.length === 0 ? <p class="meta">{words.noneFor}</p> : <FactLinks lines={row.for} most={4} />}
          </div>
          <div>
            <h5>{words.against}</h5>
            {row.against.length === 0 ? <p class="meta">{words.noneAgainst}</p> : <FactLinks lines={row.against} most={4} />}
          </div>
        </div>
      )}
      <dl class={styles.checks}>
        <div>
          <dt>{say.principal}</dt>
          <dd>
            <SourceLink text={row.principal.said.statement.text} title={say.principal} sources={row.principal.said.statement.sources} />
          </dd>
        </div>
        {row.specificity
          .filter((each) => each.is !== 'not-applicable')
          .map((each) => (
            <div key={each.axis}>
              <dt>{each.label}</dt>
              <dd class={each.is === 'not-known' ? styles.unknown : ''}>
                <SourceLink text={specificityWords(each)} title={each.label} sources={each.statement.sources} />
              </dd>
            </div>
          ))}
      </dl>
      <div class={styles.outcome}>
        <OutcomeChoice legend={say.ofRow(row.label)} chosen={entry.outcome} onChoose={(outcome) => onChange({ ...entry, outcome })} />
        <Field label={say.reason} value={entry.reason} onInput={(reason) => onChange({ ...entry, reason })} />
      </div>
    </section>
  );
}

/** Agree, query or return: equal weight, nothing chosen at first. */
export function OutcomeChoice({
  legend,
  chosen,
  onChoose,
}: {
  readonly legend: string;
  readonly chosen: SheetOutcome | null;
  readonly onChoose: (outcome: SheetOutcome) => void;
}) {
  const name = useId();
  return (
    <fieldset class={styles.choice}>
      <legend class="hidden-text">{legend}</legend>
      {OUTCOMES.map((outcome) => (
        <label key={outcome}>
          <input type="radio" name={name} checked={chosen === outcome} onChange={() => onChoose(outcome)} />{' '}
          {cdiWords.case.second.outcomes[outcome]}
        </label>
      ))}
    </fieldset>
  );
}
