import { isoInZone } from '../chart/instant.ts';
import { type Json, record, text } from '../chart/narrow.ts';
import { indexResources, type ResourceIndex } from '../chart/resource-index.ts';
import { sha256 } from '../checklist/sha256.ts';
import { escaped, sectionMarkup } from './markup.ts';
import { linesOf, type Packet, type PacketSection } from './packet.ts';
import { resourceOf } from './people.ts';
import { ENGINE_VERSION } from './words.ts';

export interface BundleInput {
  readonly packet: Packet;
  /** The resources as read, or Bundle entries with their fullUrl. */
  readonly resources: readonly unknown[];
  /** Base of the EHR's FHIR server, 'https://ehr.example.org/fhir'; null for a file of unknown origin. */
  readonly base: string | null;
}

const XHTML = 'http://www.w3.org/1999/xhtml';
const REFERENCE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/;

/** A UUID (version 8: ours to fill) from the hash and a name: the same packet has the same ids wherever it is made. */
function uuid(hash: string, name: string): string {
  const hex = sha256(`${hash} ${name}`);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The packet as a FHIR R4 document: a Composition with its sections as narrative, the device that made it, and every resource that the packet cites, as read.
 * No reference dangles: it leads to an entry, or is absolute on the server it was read from; without a known server it becomes a logical reference that keeps
 * type and id. Ids come from the hash: the same packet gives the same bytes.
 */
export function packetBundle({ packet, resources, base }: BundleInput): Json {
  const { hash, prepared, zone } = packet;
  const index = indexResources(resources);
  const server = base === null ? null : base.replace(/\/+$/, '');
  const cited = citedIn(packet, index);
  const urls = new Map(
    [...cited.keys()].map((ref) => [ref, server !== null && REFERENCE.test(ref) ? `${server}/${ref}` : uuid(hash, ref)]),
  );
  const pointTo = (ref: string, written: Json = {}): Json => {
    const url = urls.get(ref);
    if (url !== undefined) return { ...written, reference: url };
    const [type = '', id = ''] = ref.split('/');
    if (server !== null && REFERENCE.test(ref)) return { ...written, reference: `${server}/${ref}` };
    const { reference: _, ...rest } = written;
    return { ...rest, ...(REFERENCE.test(ref) ? { type, identifier: { value: id } } : {}), display: text(written.display) || ref };
  };
  const device = uuid(hash, 'device');
  const composition = uuid(hash, `composition ${prepared.by} ${prepared.at}`);
  const time = isoInZone(prepared.at, zone);
  const entries: readonly Json[] = [
    { fullUrl: composition, resource: compositionOf(packet, time, device, pointTo, cited) },
    { fullUrl: device, resource: DEVICE },
    ...[...cited].map(([ref, resource]) => ({ fullUrl: urls.get(ref), resource: pointed(resource, resource, index, pointTo) })),
  ];
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: uuid(hash, `document ${prepared.by} ${prepared.at}`) },
    type: 'document',
    timestamp: time,
    entry: entries,
  };
}

const DEVICE: Json = {
  resourceType: 'Device',
  deviceName: [{ name: 'Corroborate', type: 'user-friendly-name' }],
  version: [{ value: ENGINE_VERSION }],
};

/** Cited resources that are at hand, by reference, in order: patient and encounter, then by name. A search or an entry of utilization review is no resource. */
function citedIn(packet: Packet, index: ResourceIndex): ReadonlyMap<string, Json> {
  const sources = linesOf(packet).flatMap((line) =>
    line.sources.flatMap((source) => (typeof source === 'string' ? [resourceOf(source)] : [])),
  );
  const refs = [packet.patient, packet.encounter, ...[...new Set(sources)].sort()];
  const found = new Map<string, Json>();
  for (const ref of refs) {
    const resource = index.follow(ref)?.resource;
    if (resource && !found.has(ref)) found.set(ref, resource);
  }
  return found;
}

type PointTo = (ref: string, written?: Json) => Json;

function compositionOf(packet: Packet, time: string, device: string, pointTo: PointTo, cited: ReadonlyMap<string, Json>): Json {
  const { title, sections, hash, prepared, patient, encounter } = packet;
  return {
    resourceType: 'Composition',
    // RFC 6920: a name for a hash that people can read
    identifier: { system: 'urn:ietf:rfc:3986', value: `nih:sha-256;${hash}` },
    status: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '11503-0', display: 'Medical records' }], text: 'Evidence summary' },
    subject: pointTo(patient),
    encounter: pointTo(encounter),
    date: time,
    author: [{ reference: device, display: 'Corroborate' }, { display: prepared.by }],
    title,
    section: sections.map((section) => {
      const refs = [...new Set(refsIn(section))].filter((ref) => cited.has(ref) || (REFERENCE.test(ref) && !ref.startsWith('UrEntry/')));
      return {
        title: section.heading,
        text: { status: 'generated', div: `<div xmlns="${XHTML}"><h2>${escaped(section.heading)}</h2>${sectionMarkup(section)}</div>` },
        ...(refs.length > 0 ? { entry: refs.map((ref) => pointTo(ref)) } : {}),
      };
    }),
  };
}

function refsIn(section: PacketSection): readonly string[] {
  const lines = section.kind === 'lines' ? section.lines : section.kind === 'criteria' ? section.rows.flatMap((row) => row.lines) : [];
  return lines.flatMap(({ sources }) => sources.flatMap((source) => (typeof source === 'string' ? [resourceOf(source)] : [])));
}

/** A resource with every reference in it pointing somewhere: an entry, its server, or itself (contained). Nothing else in it changes. */
function pointed(value: unknown, owner: Json, index: ResourceIndex, pointTo: PointTo): unknown {
  if (Array.isArray(value)) return value.map((each) => pointed(each, owner, index, pointTo));
  const object = record(value);
  if (object === null) return value;
  const parts = Object.fromEntries(Object.entries(object).map(([key, part]) => [key, pointed(part, owner, index, pointTo)]));
  const written = object.reference;
  if (typeof written !== 'string' || written.startsWith('#')) return parts;
  const target = index.follow(written, owner);
  const ref = target?.ref ?? written;
  // a reference to another server is whole as it stands
  if (/^https?:/.test(ref)) return parts;
  return pointTo(ref, parts);
}
