import type { Erased, ImportReport, KindTotal } from '../../store/index.ts';

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** Words of the settings. Facts about this device and this session; nothing about any patient. */
export const settingsWords = {
  title: 'Settings',
  tableOf: (title: string) => `${title}, table`,
  view: 'Screen',
  density: 'Room on the screen',
  densities: { comfortable: 'Comfortable', dense: 'Dense' },
  keys: 'Keys',
  shortcuts: 'Use single keys',
  siteOff: 'The hospital switched single keys off.',
  keysNote:
    'Single keys work when no text field is in use. To change one, go to its box and press the new key. A key that is in use changes places.',
  standardKeys: 'Standard keys',
  keyChanged: (what: string, key: string) => `${what}: ${key === ' ' ? 'space' : key}`,
  actions: {
    j: 'Next',
    k: 'Previous',
    e: 'First fact',
    ' ': 'Include or leave out',
    r: 'Respond',
    c: 'Copy',
    s: 'Later',
    x: 'Not needed',
    q: 'Query draft',
    m: 'Mark as sent',
    n: 'Next case',
    b: 'Brief; clinician: hide the screen',
    t: 'Peer-to-peer points',
    d: 'Decision',
    p: 'Print',
    '/': 'Filter',
    '?': 'Help',
  } as Readonly<Record<string, string>>,

  kept: 'Kept on this device',
  keptNote: 'What you closed, put off, drafted, reviewed or sent, sealed under your name. Nothing of the chart itself.',
  keptMemory: 'What stands here ends with this window.',
  nothing: 'Nothing is kept.',
  what: 'What',
  many: 'How many',
  oldest: 'Oldest',
  until: 'Erased from',
  withWindow: 'with this window',
  kinds: {
    feedback: 'Prompts closed, put off or answered',
    rating: 'Useful / not useful',
    draft: 'Drafts',
    'case-review': 'Case reviews',
    query: 'Queries',
    entry: 'Entries of utilization review',
    handover: 'Hand-overs to the physician advisor',
    decision: 'Decisions on the level of care',
    'sign-off': 'Sign-offs',
    sending: 'Sendings to the EHR without a known end',
    trail: 'Events of the audit trail',
    counts: 'Counts, without patients and users',
  } satisfies Record<KindTotal['kind'], string>,
  days: (days: number) => `kept ${days < 1 ? plural(Math.round(days * 24), 'hour', 'hours') : plural(days, 'day', 'days')} at most`,
  broken: (n: number) => `${plural(n, 'record', 'records')} could not be read back and ${n === 1 ? 'was' : 'were'} dropped.`,
  erase: 'Erase now',
  eraseAsk:
    'This erases the work and the audit trail of everybody who used this app on this device, in all its windows. It cannot be undone.',
  eraseCounts: 'Also erase counts and preferences',
  eraseYes: 'Erase',
  erased: ({ work, trail, counts, isSure }: Erased) =>
    isSure
      ? `Erased: ${plural(work, 'item of work', 'items of work')}, ${plural(trail, 'event', 'events')} of the audit trail${counts > 0 ? `, ${plural(counts, 'count', 'counts')}` : ''}, and the key.`
      : 'The device did not answer. What was kept could not all be erased: clear the data of this site in the browser.',

  work: 'Your work as a file',
  workNote: 'To go on at another computer. Only you can take it in again, and only for this EHR.',
  export: 'Export your work',
  workWarning: 'This file holds what you wrote, and the ids of patients. Keep it where patient information may be kept.',
  import: 'Import your work',
  importLabel: 'Text of the file, or choose the file below',
  importFile: 'Choose a file',
  importDo: 'Take it in',
  imported: (report: ImportReport): string =>
    report.ok
      ? `${report.taken} taken, ${report.known} already here, ${report.refused} refused${report.refused > 0 ? ' (not usable, or past its days)' : ''}.${report.isKept ? '' : ' It is not kept after this window closes.'}`
      : settingsWords.refused[report.reason],
  refused: {
    'too-large': 'Not taken: this is too large for a file of your work.',
    'not-a-file': 'Not taken: this is no file of work of this app.',
    'newer-format': 'Not taken: a different version of this app made the file.',
    'other-server': 'Not taken: the file is of another EHR.',
    'other-user': 'Not taken: the file is of another user.',
  } satisfies Record<Extract<ImportReport, { ok: false }>['reason'], string>,
  unreadable: 'Not taken: the file could not be read.',

  trail: 'Audit trail',
  trailNote: 'Who did what, when, for which patient and encounter: codes and ids, no words of the chart. For the privacy office.',
  trailCsv: 'Export as a table (CSV)',
  trailJson: 'Export as JSON',
  trailWarning: 'This file holds ids of patients and users, and no words of the chart.',
  lost: (n: number) =>
    `${plural(n, 'event', 'events')} of the trail on this device ${n === 1 ? 'was' : 'were'} lost: erased by a user, or not readable.`,
  noTrail: 'There are no events of yours on this device.',

  session: 'Session',
  idle: (minutes: number) =>
    minutes > 0
      ? `Hidden after ${plural(minutes, 'minute', 'minutes')} without use; then opened again from the chart.`
      : 'Not hidden by itself: the hospital switched that off.',
  signOut: 'Sign out and erase',
  signOutAsk: 'This ends the session in all windows of this app and erases what is kept on this device, drafts and audit trail included.',
  signOutYes: 'Sign out',

  about: 'About',
  app: 'Corroborate',
  linter: 'Wording rules',
  checklists: 'Checklists',
  noChecklists: 'not read yet',
  contact: 'Contact',
  noContact: 'The hospital named no contact.',
  quality: 'Quality of prompts',

  file: {
    title: 'File',
    save: 'Save as file',
    copy: 'Copy text',
    close: 'Close',
    saved: (name: string) => `Offered to the browser as ${name}. If nothing happens, this frame forbids downloads: copy the text below.`,
    copied: 'Copied.',
    copiedUnsure: 'Copied with the older copy command. Check after pasting.',
    refused: 'The browser refused to copy. The text is selected below: press Ctrl+C.',
  },
};
