type Figures = readonly [total: number | null, countable: number | null, inpatient: number | null];
const ny = 'America/New_York';

export interface Vector {
  readonly id: string;
  readonly about: string;
  readonly segments: readonly { readonly zone: string; readonly start: string; readonly end: string }[];
  readonly order?: string;
  readonly observation?: string;
  readonly excluded?: readonly { readonly start: string; readonly end: string; readonly reason?: string }[];
  readonly figures: Figures;
  readonly hours?: number;
  readonly flags?: readonly string[];
}

const one = (zone: string, start: string, end: string) => [{ zone, start, end }];

/** The vectors of the level-of-care reference, section 3.3. */
export const VECTORS: readonly Vector[] = [
  {
    id: 'M01',
    about: 'a simple stay',
    segments: one(ny, '2026-03-03T14:10-05:00', '2026-03-05T10:00-05:00'),
    order: '2026-03-03T18:00-05:00',
    figures: [2, 2, 2],
  },
  {
    id: 'M02',
    about: 'one observation and one inpatient night',
    segments: one('America/Chicago', '2026-05-11T20:30-05:00', '2026-05-13T11:00-05:00'),
    order: '2026-05-12T15:00-05:00',
    observation: '2026-05-11T22:00-05:00',
    figures: [2, 2, 1],
    hours: 17,
  },
  {
    id: 'M03',
    about: 'timestamps in Z, western zone',
    segments: one('America/Los_Angeles', '2026-01-10T06:45Z', '2026-01-11T20:00Z'),
    order: '2026-01-10T07:30Z',
    figures: [2, 2, 2],
  },
  {
    id: 'M04',
    about: 'the same instants in UTC give another count',
    segments: one('UTC', '2026-01-10T06:45Z', '2026-01-11T20:00Z'),
    figures: [1, 1, null],
  },
  {
    id: 'M05',
    about: 'the night of spring forward',
    segments: one(ny, '2026-03-07T23:30-05:00', '2026-03-09T00:15-04:00'),
    order: '2026-03-08T03:30-04:00',
    figures: [2, 2, 1],
  },
  {
    id: 'M06',
    about: 'a day of 25 hours crosses no midnight',
    segments: one(ny, '2026-11-01T00:05-04:00', '2026-11-01T23:35-05:00'),
    observation: '2026-11-01T00:05-04:00',
    figures: [0, 0, null],
    hours: 24.5,
  },
  {
    id: 'M07',
    about: 'observation over spring forward',
    segments: one(ny, '2026-03-07T20:00-05:00', '2026-03-08T20:30-04:00'),
    observation: '2026-03-07T20:00-05:00',
    figures: [1, 1, null],
    hours: 23.5,
  },
  {
    id: 'M08',
    about: 'observation over fall back',
    segments: one(ny, '2026-10-31T20:00-04:00', '2026-11-01T20:00-05:00'),
    observation: '2026-10-31T20:00-04:00',
    figures: [1, 1, null],
    hours: 25,
  },
  {
    id: 'M09',
    about: 'a zone without clock changes',
    segments: one('America/Phoenix', '2026-03-07T23:30-07:00', '2026-03-09T00:15-07:00'),
    figures: [2, 2, null],
  },
  {
    id: 'M10',
    about: 'care begins after triage, past midnight',
    segments: one('America/Denver', '2026-06-02T00:25-06:00', '2026-06-03T16:00-06:00'),
    order: '2026-06-02T04:00-06:00',
    figures: [1, 1, 1],
  },
  {
    id: 'M11',
    about: 'the same stay counted from arrival',
    segments: one('America/Denver', '2026-06-01T23:20-06:00', '2026-06-03T16:00-06:00'),
    figures: [2, 2, null],
  },
  {
    id: 'M12',
    about: 'a weekend waiting for a test is excluded',
    segments: one(ny, '2026-04-10T16:00-04:00', '2026-04-13T15:00-04:00'),
    order: '2026-04-10T19:00-04:00',
    excluded: [{ start: '2026-04-11T10:00-04:00', end: '2026-04-13T08:00-04:00', reason: 'delay' }],
    figures: [3, 1, 3],
  },
  {
    id: 'M13',
    about: 'care at the sending hospital counts',
    segments: one('America/Chicago', '2026-02-17T21:00-06:00', '2026-02-19T09:30-06:00'),
    order: '2026-02-18T02:15-06:00',
    figures: [2, 2, 1],
  },
  {
    id: 'M14',
    about: 'sending time unknown',
    segments: one('America/Chicago', '2026-02-18T01:40-06:00', '2026-02-19T09:30-06:00'),
    figures: [1, 1, null],
  },
  {
    id: 'M15',
    about: 'two segments in two zones, with the road between them',
    segments: [
      { zone: 'America/Chicago', start: '2026-02-17T23:30-06:00', end: '2026-02-18T01:40-06:00' },
      { zone: ny, start: '2026-02-18T04:00-05:00', end: '2026-02-19T09:30-05:00' },
    ],
    order: '2026-02-18T05:00-05:00',
    figures: [2, 2, 1],
    flags: ['data-quality'],
  },
  {
    id: 'M16',
    about: 'discharge at exactly midnight',
    segments: one(ny, '2026-07-06T12:00-04:00', '2026-07-08T00:00:00-04:00'),
    order: '2026-07-06T15:00-04:00',
    figures: [1, 1, 1],
    flags: ['boundary'],
  },
  {
    id: 'M17',
    about: 'start at exactly midnight',
    segments: one(ny, '2026-07-06T00:00:00-04:00', '2026-07-07T12:00-04:00'),
    figures: [1, 1, null],
    flags: ['boundary'],
  },
  {
    id: 'M18',
    about: 'two observation and two inpatient nights',
    segments: one(ny, '2026-08-03T13:00-04:00', '2026-08-07T11:00-04:00'),
    order: '2026-08-05T09:00-04:00',
    observation: '2026-08-03T15:00-04:00',
    figures: [4, 4, 2],
    hours: 42,
  },
  {
    id: 'M19',
    about: 'long observation',
    segments: one(ny, '2026-09-14T08:00-04:00', '2026-09-16T10:00-04:00'),
    observation: '2026-09-14T09:00-04:00',
    figures: [2, 2, null],
    hours: 49,
  },
  {
    id: 'M20',
    about: 'an end before the start allows no conclusion',
    segments: one(ny, '2026-09-14T08:00-04:00', '2026-09-14T07:00-04:00'),
    figures: [null, null, null],
    flags: ['data-quality'],
  },
  {
    id: 'M21',
    about: 'a clock change that skips midnight',
    segments: one('Africa/Cairo', '2026-04-23T20:00+02:00', '2026-04-24T12:00+03:00'),
    figures: [1, 1, null],
  },
  {
    id: 'M22',
    about: 'Alaska, whoever looks',
    segments: one('America/Anchorage', '2026-12-01T22:30-09:00', '2026-12-03T08:00-09:00'),
    order: '2026-12-02T01:00-09:00',
    figures: [2, 2, 1],
  },
];
