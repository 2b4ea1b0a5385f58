import { hasFlag, type SourceRef } from '../../core/chart/fact.ts';
import type { EvidenceLine, Prompt, Source } from '../../core/compose/statement.ts';
import { type DrawerContent, useApp } from '../model.ts';
import { isTitleDocumented, mayBeNamed } from '../prompt-life.ts';
import { dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { words } from '../words.ts';
import { EntryPart, entryId } from './EntryPart.tsx';
import styles from './EvidenceDrawer.module.css';
import { RuleLink } from './RuleLink.tsx';
import { rowsOf } from './resource-view.ts';
import { Trend } from './Trend.tsx';

/** Where a fact or a sentence comes from: value and trend first, then each resource or search it rests on. */
export function EvidenceDrawer({
  content,
  onClose,
}: {
  readonly content: Exclude<DrawerContent, { kind: 'help' | 'why' }>;
  readonly onClose: () => void;
}) {
  const sources = content.kind === 'fact' ? content.line.sources : content.sources;
  const title = content.kind === 'fact' ? content.line.label : content.title;
  return (
    <Drawer title={<bdi>{title}</bdi>} closeLabel={words.close} onClose={onClose}>
      {content.kind === 'fact' && <FactPart line={content.line} />}
      {content.kind === 'fact' && <Trend line={content.line} />}
      {content.kind === 'fact' && <UsedFor line={content.line} prompt={content.prompt} />}
      {sources.map((source) => (
        <SourcePart key={typeof source === 'string' ? source : source.search} source={source} />
      ))}
    </Drawer>
  );
}

function FactPart({ line }: { readonly line: EvidenceLine }) {
  const flags = line.flags.flatMap((flag) => words.evidence.flags[flag] ?? []);
  return (
    <section class={styles.part}>
      <p>
        {line.value !== null && (
          <span class={line.value.length <= 16 ? styles.value : ''}>
            <bdi>{line.value}</bdi>
          </span>
        )}{' '}
        <span class="meta">{line.unit}</span> <span class="numbers">{line.time}</span>
      </p>
      {(flags.length > 0 || line.polarity === 'against') && (
        <p class="meta">{[line.polarity === 'against' ? words.evidence.against : null, ...flags].filter(Boolean).join(' · ')}</p>
      )}
    </section>
  );
}

/** The criteria of the prompt's checklist that rest on this fact, in their own words, with the reference they come from. */
function UsedFor({ line, prompt }: { readonly line: EvidenceLine; readonly prompt: Prompt | null }) {
  const app = useApp();
  const checklist = app.review.value?.checklists.find((result) => result.id === prompt?.checklist);
  const cited = app.citations.value[checklist?.id ?? ''] ?? {};
  const isClinician = app.role.value === 'clinician';
  // A criterion, and its verdict, beside the name of what nobody documented would suggest it.
  const mayJudge = !isClinician || (app.review.value && checklist && isTitleDocumented(app.review.value, checklist.id));
  const uses = Object.values(checklist?.criteria ?? {}).filter(
    (criterion) =>
      criterion.facts.some((fact) => fact.from.some((ref) => line.sources.includes(ref))) &&
      (!isClinician || (mayJudge && checklist && mayBeNamed(checklist, criterion))),
  );
  if (uses.length === 0 && !prompt) return null;
  return (
    <section class={styles.part}>
      {uses.length > 0 && <h3 class={styles.heading}>{words.evidence.usedFor}</h3>}
      <ul>
        {uses.map((criterion) => (
          <li key={criterion.id}>
            {criterion.label}
            {mayJudge && [': ', <strong key="verdict">{words.evidence.verdicts[criterion.verdict]}</strong>]} <br />
            <Cited cited={cited[criterion.source]} name={criterion.source} />{' '}
            {checklist && app.role.value !== 'clinician' && (
              <RuleLink checklist={checklist.id} entry={criterion.id} label={criterion.label} />
            )}
          </li>
        ))}
      </ul>
      {prompt && app.explain && (
        <div>
          <Button
            look="second"
            onClick={() => {
              app.drawer.value = { kind: 'why', prompt };
            }}
          >
            {words.rules.why}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What a criterion rests on, with the way there where there is one. */
function Cited({
  cited,
  name,
}: {
  readonly cited: { readonly title: string; readonly link: string | null } | undefined;
  readonly name: string;
}) {
  if (!cited?.link) return <span class="meta">{cited?.title ?? name}</span>;
  return (
    <a class="meta" href={cited.link} target="_blank" rel="noreferrer">
      {cited.title}
    </a>
  );
}

function SourcePart({ source }: { readonly source: Source }) {
  const app = useApp();
  const review = app.review.value;
  if (typeof source !== 'string') {
    return (
      <section class={styles.part}>
        <h3 class={styles.heading}>{words.evidence.search}</h3>
        <p>
          <code>{source.search}</code>
        </p>
        <p class="meta numbers">
          {words.evidence.searchedAt} {dayClock(source.at, review?.zone ?? null)}
        </p>
      </section>
    );
  }
  const entry = entryId(source);
  if (entry !== null) {
    return (
      <section class={styles.part}>
        <h3 class={styles.heading}>{words.evidence.entry}</h3>
        <EntryPart id={entry} />
      </section>
    );
  }
  const resource = app.resource(source);
  const fact = review?.chart.facts.find((entry) => entry.note && entry.from.includes(source as SourceRef));
  return (
    <section class={styles.part}>
      <h3 class={styles.heading}>
        <bdi>{source.replace(/#.*$/, '')}</bdi>
      </h3>
      {fact?.note && (
        <blockquote class={styles.quote}>
          <bdi>{fact.note.snippet}</bdi>
          <div class="meta">
            {words.evidence.written} {fact.note.section} {hasFlag(fact, 'other-stay') && `· ${words.evidence.prior}`}
          </div>
        </blockquote>
      )}
      {!resource && <p class="meta">{words.evidence.missingResource}</p>}
      {resource && (
        <dl class={styles.facts}>
          {rowsOf(resource, review?.zone ?? null).map((row) => [
            <dt key={row.label}>{row.label}</dt>,
            <dd key={`${row.label}-text`}>
              <bdi>{row.text}</bdi>
            </dd>,
          ])}
        </dl>
      )}
      {resource && (
        <Disclosure title={<span class="meta">{words.evidence.raw}</span>}>
          <pre class={styles.raw}>{JSON.stringify(resource, null, 2)}</pre>
        </Disclosure>
      )}
    </section>
  );
}
