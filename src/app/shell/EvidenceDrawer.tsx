import { hasFlag, type SourceRef } from '../../core/chart/fact.ts';
import type { EvidenceLine, Prompt, Source } from '../../core/compose/statement.ts';
import { type DrawerContent, useApp } from '../model.ts';
import { dayClock } from '../time.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { Sparkline } from '../ui/Sparkline.tsx';
import { Table } from '../ui/Table.tsx';
import { words } from '../words.ts';
import styles from './EvidenceDrawer.module.css';
import { RuleLink } from './RuleLink.tsx';
import { rowsOf } from './resource-view.ts';

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
      {content.kind === 'fact' && <UsedFor line={content.line} prompt={content.prompt} />}
      {sources.map((source) => (
        <SourcePart key={typeof source === 'string' ? source : source.search} source={source} />
      ))}
    </Drawer>
  );
}

function FactPart({ line }: { readonly line: EvidenceLine }) {
  const zone = useApp().review.value?.zone ?? null;
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
      {line.trend.length > 1 && (
        <>
          <Sparkline points={line.trend} threshold={line.threshold} width={260} height={64} />
          <Disclosure title={`${words.evidence.trend} (${words.evidence.trendCount(line.trend.length)})`}>
            <Table caption={line.label} head={[words.evidence.taken, `${words.evidence.value}${line.unit ? `, ${line.unit}` : ''}`]}>
              {[...line.trend].reverse().map((point) => (
                <tr key={point.at}>
                  <th scope="row">{dayClock(point.at, zone)}</th>
                  <td>{point.value}</td>
                </tr>
              ))}
            </Table>
          </Disclosure>
        </>
      )}
    </section>
  );
}

/** The criteria of the prompt's checklist that rest on this fact, in their own words, with the reference they come from. */
function UsedFor({ line, prompt }: { readonly line: EvidenceLine; readonly prompt: Prompt | null }) {
  const app = useApp();
  const checklist = app.review.value?.checklists.find((result) => result.id === prompt?.checklist);
  const cited = app.citations.value[checklist?.id ?? ''] ?? {};
  const uses = Object.values(checklist?.criteria ?? {}).filter((criterion) =>
    criterion.facts.some((fact) => fact.from.some((ref) => line.sources.includes(ref))),
  );
  if (uses.length === 0) return null;
  return (
    <section class={styles.part}>
      <h3 class={styles.heading}>{words.evidence.usedFor}</h3>
      <ul>
        {uses.map((criterion) => (
          <li key={criterion.id}>
            {criterion.label} <span class="meta">{cited[criterion.source]?.title ?? criterion.source}</span>{' '}
            {checklist && app.role.value !== 'clinician' && (
              <RuleLink checklist={checklist.id} entry={criterion.id} label={criterion.label} />
            )}
          </li>
        ))}
      </ul>
    </section>
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
