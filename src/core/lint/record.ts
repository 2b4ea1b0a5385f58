import type { CurrentResource } from './encounter.ts';
import { finding, type LintFinding } from './finding.ts';
import type { Lens } from './lens.ts';
import { canonicalUnit, numbersIn } from './quantity.ts';
import { has, normalize } from './text.ts';

/** QL040, QL041, QL050, QL051: what is quoted still stands in the record, as quoted, and may be shown. */
export function recordFindings(lens: Lens): LintFinding[] {
  const { draft, lexicon, options } = lens;
  const resources = options.encounter?.resources;
  const given = options.encounter?.given;
  const out: LintFinding[] = [];
  (draft.indicators ?? []).forEach((indicator, index) => {
    const at = `indicators[${index}]`;
    const now = indicator.ref === null ? undefined : resources?.get(indicator.ref);
    const status = normalize(String(indicator.raw.status ?? now?.status ?? ''), lexicon);
    if (status !== '' && has(status, lexicon.lists['withdrawn-status']))
      out.push(
        finding(
          'QL041',
          'E',
          at,
          'The source was withdrawn, corrected or cancelled after it was quoted: draft again from what stands now.',
        ),
      );
    if (now && differs(indicator.value, indicator.unit, now, lens))
      out.push(finding('QL040', 'E', at, 'Value, unit or time differ from the resource quoted.'));
    if (
      now &&
      indicator.time !== null &&
      now.at !== undefined &&
      /T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(indicator.time) &&
      Math.abs(Date.parse(indicator.time) - now.at) >= 60_000
    )
      out.push(finding('QL040', 'E', at, 'The time differs from the resource quoted.'));
    if (given && indicator.ref?.startsWith('Medication') && !given.has(indicator.ref))
      out.push(finding('QL050', 'W', at, 'This treatment was ordered but not given, as far as the record shows.'));
    else if (indicator.ref?.startsWith('MedicationRequest') && /cancel|stopped|not-done/.test(status))
      out.push(finding('QL050', 'W', at, 'This treatment was cancelled.'));
    const labels = [...(now?.labels ?? []), String(indicator.raw.category ?? ''), String(indicator.raw.noteType ?? ''), indicator.label];
    if (has(normalize(labels.join(' | '), lexicon), lexicon.lists['restricted-notes']))
      out.push(finding('QL051', 'E', at, 'This kind of note may not be quoted in a query.'));
    const patient = now?.patient ?? (typeof indicator.raw.patient === 'string' ? indicator.raw.patient : undefined);
    const own = options.encounter?.patient ?? (typeof draft.raw.patient === 'string' ? draft.raw.patient : undefined);
    if (patient !== undefined && own !== undefined && patient !== own) out.push(finding('QL051', 'E', at, 'This is from another patient.'));
  });
  (draft.statements ?? []).forEach((statement, index) => {
    const kind = normalize([statement.noteType, statement.author, String(statement.raw.category ?? '')].join(' | '), lexicon);
    if (has(kind, lexicon.lists['restricted-notes']))
      out.push(finding('QL051', 'E', `documentedStatements[${index}]`, 'This kind of note may not be quoted in a query.'));
  });
  return out;
}

function differs(value: string | null, unit: string | null, now: CurrentResource, lens: Lens): boolean {
  if (value !== null && typeof now.value === 'number') {
    const shown = numbersIn(value);
    if (shown.length > 0 && !shown.includes(now.value)) return true;
  }
  if (
    value !== null &&
    typeof now.value === 'string' &&
    now.value.trim() !== '' &&
    !normalize(now.value, lens.lexicon).includes(normalize(value, lens.lexicon).replace(/^"|"$/g, ''))
  )
    return true;
  return unit !== null && now.unit !== undefined && canonicalUnit(unit, lens.lexicon) !== canonicalUnit(now.unit, lens.lexicon);
}
