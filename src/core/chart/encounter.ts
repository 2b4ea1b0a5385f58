import type { Problem } from './chart.ts';
import { codedOf, codingOf } from './coding.ts';
import { isZone } from './instant.ts';
import { type MapContext, problem, spanOf } from './mapping.ts';
import { type Json, list, record, records, text } from './narrow.ts';
import type { EncounterRecord, Period } from './record.ts';

/**
 * The record of an Encounter, as charted: class and types with their systems, periods, locations (names, role codes and zones resolved),
 * participants, history. A reversed or unreadable period is left out and reported. Null for entered in error.
 */
export function encounterRecord(resource: Json, context: MapContext, problems: Problem[]): EncounterRecord | null {
  const status = text(resource.status);
  if (status === 'entered-in-error') return null;
  const { index } = context;
  const period = (value: unknown, where: string): Period => {
    const span = spanOf(value, context.zone);
    if (span === 'unusable')
      problems.push(problem(isReversed(value, context) ? 'data-quality' : 'date', 'Encounter', `${where}: no usable period`));
    if (typeof span === 'string') return {};
    return { ...(span.start === undefined ? {} : { start: span.start }), ...(span.end === undefined ? {} : { end: span.end }) };
  };
  const hospitalization = record(resource.hospitalization);
  const disposition = codedOf(hospitalization?.dischargeDisposition);
  const code = disposition.codings[0]?.code ?? '';
  const origin = codedOf(hospitalization?.admitSource);
  const originCode = origin.codings[0]?.code ?? '';
  return {
    ref: index.refOf(resource),
    patient: index.follow(resource.subject, resource)?.ref ?? null,
    status,
    class: codingOf(resource.class),
    types: records(resource.type).flatMap((type) => {
      const codings = records(type.coding).map((coding) => ({ ...codingOf(coding), text: codingOf(coding).text || text(type.text) }));
      return codings.length > 0 ? codings : text(type.text) === '' ? [] : [{ system: '', code: '', text: text(type.text) }];
    }),
    period: period(resource.period, 'period'),
    partOf: index.follow(resource.partOf, resource)?.ref ?? null,
    account: list(resource.account).flatMap((entry) => index.follow(entry, resource)?.ref ?? []),
    classHistory: records(resource.classHistory).map((entry) => {
      const { system, code: value } = codingOf(entry.class);
      return { code: value, system, period: period(entry.period, 'classHistory') };
    }),
    statusHistory: records(resource.statusHistory).map((entry) => ({
      status: text(entry.status),
      period: period(entry.period, 'statusHistory'),
    })),
    locations: records(resource.location).map((entry) => locationOf(entry, resource, period(entry.period, 'location'), context)),
    participants: records(resource.participant).map((entry) => ({
      role:
        records(entry.type).flatMap((type) => codedOf(type).codings.map((coding) => coding.code))[0] ??
        codedOf(records(entry.type)[0]).text,
      ref: index.follow(entry.individual, resource)?.ref ?? null,
      period: period(entry.period, 'participant'),
    })),
    dischargeDisposition: code === '' && disposition.text === '' ? null : { code, text: disposition.text },
    admitSource: originCode === '' && origin.text === '' ? null : { code: originCode, text: origin.text },
    serviceProvider: index.follow(resource.serviceProvider, resource)?.ref ?? null,
  };
}

/** True when both ends can be read and the second lies before the first. */
function isReversed(value: unknown, context: MapContext): boolean {
  const period = record(value);
  const start = spanOf({ start: period?.start }, context.zone);
  const end = spanOf({ end: period?.end }, context.zone);
  return (
    typeof start === 'object' && typeof end === 'object' && start.start !== undefined && end.end !== undefined && end.end < start.start
  );
}

function locationOf(entry: Json, encounter: Json, period: Period, context: MapContext): EncounterRecord['locations'][number] {
  const target = context.index.follow(entry.location, encounter);
  const location = target?.resource ?? null;
  const type =
    records(location?.type).flatMap((value) => codedOf(value).codings.map(({ code }) => code))[0] ??
    codedOf(entry.physicalType).codings[0]?.code ??
    '';
  return {
    ref: target?.ref ?? null,
    name: text(location?.name) || text(record(entry.location)?.display),
    type,
    zone: location ? zoneOf(location) : null,
    period,
  };
}

const TIMEZONES = new Set(['http://hl7.org/fhir/StructureDefinition/timezone', 'http://hl7.org/fhir/StructureDefinition/tz-code']);

/** The IANA zone a Location (or Organization) carries in its timezone extension; null when none or not known. */
export function zoneOf(resource: Json): string | null {
  for (const extension of records(resource.extension)) {
    if (!TIMEZONES.has(text(extension.url))) continue;
    const zone = text(extension.valueCode) || text(extension.valueString);
    if (zone !== '' && isZone(zone)) return zone;
  }
  return null;
}
