import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeMapOf } from '../../src/command/codes-map.ts';
import { rowsOf, textOf } from '../../src/command/spreadsheet.ts';
import { siteFrom } from '../../src/core/chart/site.ts';
import { concepts, observation, read, resource } from '../core/chart/reading-of.ts';

const root = resolve(import.meta.dirname, '../..');
const run = (args: readonly string[], input: string | Uint8Array = '') => {
  const result = spawnSync(process.execPath, [join(root, 'bin/corroborate.mjs'), 'codes', ...args], { input, encoding: 'utf8' });
  return { code: result.status, out: result.stdout, err: result.stderr };
};

const EPIC = 'urn:oid:1.2.840.114350.1.13.9999.2.7.2.707679';
const ORACLE = 'https://fhir.example-oracle.org/00000000-test/codeSet/72';

/** What the messages say of one row of a sheet whose other rows are right. */
const saidOf = (row: string) => codeMapOf(rowsOf(`system,code,text,concept\nurn:local,L1,Lactate,lactate\n${row}\n`), concepts);

describe('a row that cannot be used is named, with the remedy', () => {
  test.each([
    [',L2,x,lactate', 'row 3: no system; copy it from "unmapped" of corroborate evaluate, or write - where the EHR sends none'],
    ['LOINC,2524-7,x,lactate', 'row 3: "LOINC" is a name, not the address that the EHR sends; write http://loinc.org'],
    [
      'ICD-10-CM,A41.9,x,sepsis',
      'row 3: "ICD-10-CM" is a name, not the address that the EHR sends; write http://hl7.org/fhir/sid/icd-10-cm',
    ],
    ['1.2.840.113619.6.1,L2,x,lactate', 'row 3: system "1.2.840.113619.6.1" is a bare number; write urn:oid:1.2.840.113619.6.1'],
    ['our lab,L2,x,lactate', expect.stringContaining('row 3: system "our lab" is no address')],
    ['urn:local,,Lactate POC,lactate', 'row 3: no code; what has a name only belongs under "texts" in site.yaml'],
    ['urn:local,1.23E+11,x,lactate', expect.stringContaining('row 3: code "1.23E+11" was rewritten by the spreadsheet program')],
    ['urn:local,4711.0,x,lactate', expect.stringContaining('was rewritten')],
    ['urn:local,L2,x,lactat', 'row 3: unknown concept "lactat" - did you mean "lactate"?'],
    ['urn:local,L2,x,White blood cells', 'row 3: unknown concept "White blood cells" - write "wbc"'],
    ['urn:local,L2,x,MAP', 'row 3: unknown concept "MAP" - write "map"'],
    ['urn:local,L2,x,2744-1', 'row 3: unknown concept "2744-1" - write "ph-arterial"'],
    ['urn:local,L2,x,sofa', 'row 3: unknown concept "sofa": it is calculated, no code of a chart stands for it'],
    ['urn:local,L2,x,quxquuxcorge', 'row 3: unknown concept "quxquuxcorge"; the concepts are listed in checklists/_concepts'],
    ['urn:local,L1,x,creatinine', 'row 3: code "L1" is creatinine here and lactate in row 2; keep one of them'],
    ['urn:local,L1,x,-', 'row 3: code "L1" is - here and lactate in row 2; keep one of them'],
  ])('%s', (row, message) => expect(saidOf(row).faults).toEqual([message]));

  test('a sheet without the columns, or with one of them twice, says which', () => {
    const faults = (text: string) => codeMapOf(rowsOf(text), concepts).faults;
    expect(faults('code system,local code,concept\n')).toEqual([
      expect.stringContaining('no column system, code (found: code system, local code'),
    ]);
    expect(faults('system,code,concept,code\n')).toEqual(['row 1: two columns are called code; keep one']);
    expect(faults('system,code,concept\n')).toEqual(['no row has a concept yet: nothing to make a map of']);
  });
});

test('rows that nobody decided on are left out and counted, and do not stop the others', () => {
  const { groups, faults, notes } = saidOf('urn:local,L2,Diet,\nurn:local,L3,Comment,-\nurn:local,L1,Lactate,lactate');
  expect(faults).toEqual([]);
  expect(groups.map(({ element }) => element.map(({ code, target }) => [code, target[0].equivalence]))).toEqual([
    [
      ['L1', 'equivalent'],
      ['L3', 'unmatched'],
    ],
  ]);
  expect(notes).toEqual([
    '1 row without a concept left out (3); write - for a code that stands for nothing we read',
    '1 row repeat an earlier one (5)',
  ]);
});

describe('a file as spreadsheet programs save it', () => {
  const saved = (sign: string) =>
    [
      ['system', 'code', 'text', 'concept'],
      [ORACLE, 'L1', '"pO2 ""art""; \u00b5L\nfrom the cart"', 'pao2'],
      [''],
      [' ', ' ', '', ''],
      [ORACLE, 'L2', 'x', 'lactat'],
      [''],
    ]
      .map((cells) => cells.join(sign))
      .join('\r\n');
  const sheet = saved(';');
  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${sheet}`)],
    ['UTF-8 without', Buffer.from(sheet)],
    ['the Western code page', Buffer.from(sheet, 'latin1')],
    ['UTF-16', utf16(sheet)],
    ['a line that names the separator', Buffer.from(`sep=;\r\n${sheet}`)],
    ['tabs', Buffer.from(saved('\t'))],
    ['commas', Buffer.from(saved(','))],
  ])('%s', (_name, bytes) => {
    const rows = rowsOf(textOf(bytes));
    expect(rows[1]?.cells.slice(0, 2)).toEqual([ORACLE, 'L1']);
    expect(rows[1]?.cells[2]).toContain('pO2 "art"; µL\nfrom the cart');
  });

  test('rows are counted as the program shows them: blank ones count, a line break in a cell does not', () => {
    expect(codeMapOf(rowsOf(sheet), concepts).faults).toEqual(['row 5: unknown concept "lactat" - did you mean "lactate"?']);
  });

  test('a workbook is refused with the remedy', () => {
    for (const head of [
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0],
    ])
      expect(run(['-'], Uint8Array.from(head))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('CSV UTF-8') });
  });
});

/** A sheet of a hospital with four kinds of codes: flowsheet rows, code sets, mnemonics without a system, and codes that are nothing to us. */
const OURS = `\uFEFFCode;System;Concept;Description;Reviewed by
3087658;${EPIC};temperature;BODY TEMPERATURE;ma
3082242;${EPIC};fio2;INHALED O2 CONC;ma
3135641;${EPIC};o2-device;O2 DEVICE;ma
703501;${ORACLE};sbp;Systolic BP;ma
703306;${ORACLE};map;MAP;ma
99006;${ORACLE};pao2;"pO2 art; iSTAT";ma
99003;${ORACLE};-;Pain score;ma
007;${ORACLE};resp-rate;RR;ma
LAC;-;lactate;Lactic acid;ma
NOREPI;-;norepinephrine;Norepinephrine drip;ma
BCX;-;blood-culture;Blood cx x2;ma
ADMIP;urn:local:orders;inpatient-order;Admit IP;ma
99004;${ORACLE};;Diet;
`;

test('the map that the command makes is valid, and reads a chart of local codes', () => {
  const { code, out, err } = run(['-', '--id', 'ours'], OURS);
  expect([code, err]).toEqual([
    0,
    'standard input: 1 row without a concept left out (14); write - for a code that stands for nothing we read\n12 codes of 4 systems\n',
  ]);
  const map = JSON.parse(out);
  expect(map).toMatchObject({ resourceType: 'ConceptMap', id: 'ours', status: 'active' });
  for (const group of map.group) {
    expect(group.target).toBe('urn:corroborate:concept');
    expect(group.element.length).toBeGreaterThan(0);
    for (const element of group.element) {
      expect(element.code).toMatch(/^\S+$/);
      expect(['equivalent', 'unmatched']).toContain(element.target[0].equivalence);
    }
  }
  const { site, errors } = siteFrom('ours', null, { file: 'codes.json', content: map }, concepts);
  expect(errors).toEqual([]);

  const local = (system: string | undefined, value: string) => ({ coding: [{ ...(system ? { system } : {}), code: value }] });
  const sent = (value: number, unit: string) => ({ valueQuantity: { value, unit } });
  const chart = [
    observation(local(EPIC, '3087658'), sent(101.3, '°F')),
    observation(local(EPIC, '3082242'), sent(40, '%')),
    observation(local(EPIC, '3135641'), { valueString: 'Venti mask' }),
    observation({ text: 'Blood Pressure' }, { component: [{ code: local(ORACLE, '703501'), ...sent(84, 'mmHg') }] }),
    observation(local(ORACLE, '703306'), sent(58, 'mmHg')),
    observation(local(ORACLE, '99006'), sent(8, 'kPa')),
    observation(local(ORACLE, '007'), sent(28, 'breaths/min')),
    observation(local(undefined, 'LAC'), sent(3.6, 'mmol/L')),
    observation(local(undefined, 'BCX'), { valueString: 'No growth' }),
    resource('MedicationAdministration', {
      status: 'completed',
      medicationCodeableConcept: local(undefined, 'NOREPI'),
      effectivePeriod: { start: '2026-03-02T14:00:00-05:00', end: '2026-03-02T18:00:00-05:00' },
      dosage: { rateQuantity: { value: 0.1, unit: 'mcg/kg/min' } },
    }),
    resource('ServiceRequest', {
      status: 'active',
      intent: 'order',
      authoredOn: '2026-03-02T14:00:00-05:00',
      code: local('urn:local:orders', 'ADMIP'),
    }),
  ];
  const { facts, unmapped, doubts } = read(chart, { site });
  const found = new Map(facts.map((fact) => [fact.concept, fact.value ?? fact.text]));
  expect(Object.fromEntries(found)).toMatchObject({
    temperature: 38.5,
    fio2: 40,
    'o2-device': 'venturi',
    sbp: 84,
    map: 58,
    pao2: 60,
    'resp-rate': 28,
    lactate: 3.6,
    'blood-culture': 'No growth',
    norepinephrine: 0.1,
  });
  expect(found.has('inpatient-order')).toBe(true);
  expect([unmapped, doubts]).toEqual([[], []]);
  // Known by a map and not by its name: no fact rests on a display.
  expect(facts.flatMap(({ flags }) => flags ?? [])).not.toContain('by-text');

  const other = [
    observation(local(ORACLE, '99003'), sent(4, '{score}')),
    observation({ ...local(ORACLE, '99004'), text: 'Diet' }, { valueString: 'NPO' }),
    observation({ coding: [{ code: 'lac', display: 'Lactate' }] }, sent(9, 'mmol/L')),
  ];
  const rest = read(other, { site });
  expect(rest.facts).toEqual([]);
  expect(rest.unmapped.map(({ code: each }) => each)).toEqual(['99004', 'lac']);
  expect(rest.doubts.map(({ concept }) => concept)).toEqual(['lactate']);
});

test('the map of the shipped site is what the command makes of its spreadsheet', () => {
  const folder = join(root, 'checklists/_sites/mimic');
  const shipped = readFileSync(join(folder, 'codes.json'), 'utf8');
  const { code, out } = run([join(folder, 'codes.csv'), '--id', 'mimic', '--copyright', JSON.parse(shipped).copyright]);
  expect(code).toBe(0);
  expect(out).toBe(shipped);
});
