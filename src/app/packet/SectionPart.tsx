import type { ComponentChildren } from 'preact';
import { rowItems, sourceWords } from '../../core/packet/markup.ts';
import type { PacketEntry, PacketLine, PacketSection } from '../../core/packet/packet.ts';
import { VERDICT_WORDS } from '../../core/packet/words.ts';
import styles from './Packet.module.css';
import { SourceLink } from './SourceLink.tsx';
import { packetWords } from './words.ts';

/** One part of the packet under its heading, as it stands in the file too; every line leads to its source. */
export function SectionPart({ section }: { readonly section: PacketSection }) {
  return (
    <section aria-labelledby={`packet-${section.id}`}>
      <h3 id={`packet-${section.id}`} tabIndex={-1} class={styles.heading}>
        {section.heading}
      </h3>
      <Content section={section} />
    </section>
  );
}

function Content({ section }: { readonly section: PacketSection }) {
  const { columns } = packetWords;
  switch (section.kind) {
    case 'lines':
      return section.lines.length === 0 ? <p>{section.none}</p> : <Lines lines={section.lines} label={section.heading} />;
    case 'definitions':
      return (
        <>
          <Grid look={styles.checks} label={section.heading} head={columns.definitions}>
            {section.definitions.map(({ label, governs, asks, verdict, citation }) => (
              <tr key={label}>
                <th scope="row">
                  {label}
                  {governs && <small>{packetWords.governs}</small>}
                </th>
                <td class={styles.verdict}>{VERDICT_WORDS[verdict]}</td>
                <td>
                  {asks ?? packetWords.asks}
                  <small>
                    {[citation?.title ?? packetWords.noCitation, citation?.holds ?? null].filter(Boolean).join('; ')}
                    {citation?.link && (
                      <>
                        {'; '}
                        <a href={citation.link} target="_blank" rel="noreferrer">
                          {citation.link}
                        </a>
                      </>
                    )}
                  </small>
                </td>
              </tr>
            ))}
          </Grid>
          {section.leftOut && <p>{section.leftOut}</p>}
        </>
      );
    case 'criteria':
      return (
        <>
          <Grid look={styles.checks} label={section.heading} head={columns.criteria}>
            {section.rows.map(({ label, verdict, citation, lines }) => (
              <tr key={label}>
                <th scope="row">
                  {label}
                  {citation && <small>{citation}</small>}
                </th>
                <td class={styles.verdict}>{VERDICT_WORDS[verdict]}</td>
                <td>
                  <ul class={styles.facts}>
                    {rowItems(lines).map(({ text, sources }) => (
                      <li key={text}>
                        <SourceLink text={text} sources={sources} /> <small class={styles.inline}>[{sourceWords(sources)}]</small>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </Grid>
          {section.leftOut && <p>{section.leftOut}</p>}
        </>
      );
    case 'entries':
      return <EntryTable entries={section.entries} label={section.heading} />;
  }
}

function Lines({ lines, label }: { readonly lines: readonly PacketLine[]; readonly label: string }) {
  const { columns } = packetWords;
  const isTimed = lines.some(({ time }) => time !== null);
  return (
    <Grid look={isTimed ? styles.timed : ''} label={label} head={isTimed ? [columns.when, columns.what] : [columns.what]}>
      {lines.map((line, at) => (
        <tr key={`${at} ${line.text}`}>
          {isTimed && <td class="numbers">{line.time}</td>}
          <td>
            <SourceLink text={line.text} sources={line.sources}>
              <bdi>{line.says}</bdi>
            </SourceLink>
            <small>{[line.by, sourceWords(line.sources)].filter((part) => part !== null && part !== '').join('; ')}</small>
          </td>
        </tr>
      ))}
    </Grid>
  );
}

/** Names and values: patient, stay, versions. */
export function EntryTable({ entries, label }: { readonly entries: readonly PacketEntry[]; readonly label: string }) {
  return (
    <table class={`${styles.table} ${styles.entries}`} aria-label={label}>
      <tbody>
        {entries.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <bdi>{value}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Grid({
  look,
  label,
  head,
  children,
}: {
  readonly look: string | undefined;
  readonly label: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    <table class={`${styles.table} ${look ?? ''}`} aria-label={label}>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
