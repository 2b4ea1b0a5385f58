import type { Packet } from '../../core/packet/packet.ts';
import styles from './Packet.module.css';
import { EntryTable, SectionPart } from './SectionPart.tsx';
import { packetWords } from './words.ts';

/** The part that says what could not be read; the first on the page where it has something to say. */
export const UNREAD = 'unread';

/** How many things could not be read for this packet. */
export const unreadIn = ({ sections }: Packet): number =>
  sections.reduce((sum, section) => sum + (section.id === UNREAD && section.kind === 'lines' ? section.lines.length : 0), 0);

/**
 * The packet as it prints, from its parts. A table whose head holds the patient, because every browser repeats a table head on each printed page. What could not be read
 * comes first, so that no absence is read before it.
 */
export function PacketPage({ packet }: { readonly packet: Packet }) {
  const { person, title, about, sections, prepared, preparedTime, hash } = packet;
  const first = unreadIn(packet) > 0 ? sections.filter(({ id }) => id === UNREAD) : [];
  const identity = [
    person.name,
    person.birthDate === null ? null : `${packetWords.born} ${person.birthDate}`,
    person.number === null ? null : `${packetWords.mrn} ${person.number}`,
    packetWords.prepared(prepared.by, preparedTime),
  ].filter((part) => part !== null);
  return (
    <article class={styles.page} data-packet aria-label={packetWords.page}>
      <table class={styles.sheet} role="presentation">
        <thead>
          <tr>
            <td>
              <p class={styles.patient}>
                {identity.map((part) => (
                  <span key={part}>
                    <bdi>{part}</bdi>{' '}
                  </span>
                ))}
              </p>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h2 class={styles.title}>{title}</h2>
              <EntryTable entries={about} label={title} />
              {[...first, ...sections.filter((section) => !first.includes(section))].map((section) => (
                <SectionPart key={section.id} section={section} />
              ))}
              <section aria-labelledby="packet-hash">
                <h3 id="packet-hash" class={styles.heading}>
                  {packetWords.hash}
                </h3>
                <p class={styles.hash}>sha256 {hash}</p>
                <p>{packetWords.hashMore}</p>
              </section>
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}
