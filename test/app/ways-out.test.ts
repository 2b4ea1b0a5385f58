import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../src/app');

/** Everything by which text can leave a page. */
const OUTLET =
  /copyText\(|clipboard\s*\.\s*write|execCommand\(|window\s*\.\s*print\(|^\s*print\(\);|createObjectURL\(|\.download\b|writeOnce\(|writeProvenance\(|\.post\(|sendBeacon\(|navigator\s*\.\s*share|showSaveFilePicker|window\s*\.\s*open\(|mailto:|new XMLHttpRequest|new WebSocket|\bfetch\(/;

/** Lines above an outlet in which its guard must stand: the function around it. */
const REACH = 40;

/**
 * The only files with outlets. `guard`: what must be asked above each outlet; a linter and the open chart are behind it (named in `asks`, and looked for
 * in `where`). Null: nothing of a patient's chart goes out there, and why.
 */
const GUARDED: Readonly<
  Record<
    string,
    { readonly guard: RegExp; readonly where: string; readonly asks: RegExp } | { readonly guard: null; readonly because: string }
  >
> = {
  'clipboard.ts': { guard: null, because: 'the outlet itself; its callers are judged' },
  'cdi/query/send-out.ts': { guard: /through\(leaving|faultOf\(/, where: 'cdi/query/send-out.ts', asks: /lintNow\([\s\S]*isOwnContext\(/ },
  'cdi/query/WaysOut.tsx': { guard: /printOut\(/, where: 'cdi/query/send-out.ts', asks: /printOut = [\s\S]*?through\(leaving, 'print'/ },
  'cdi/query/SheetView.tsx': {
    guard: /faultOf\(/,
    where: 'may-leave.ts',
    asks: /function faultOfText[\s\S]*isOwnContext\([\s\S]*what: 'text'/,
  },
  'write-back.ts': { guard: /isOwnContext\(\)/, where: 'cdi/query/ConfirmWrite.tsx', asks: /passGuards\([\s\S]*sendOut\(/ },
  'cdi/case/SecondLevel.tsx': {
    guard: /await fault\(\)/,
    where: 'cdi/case/SecondLevel.tsx',
    asks: /fault = async[\s\S]*?(?:faultOfText|sheetFault)\(/,
  },
  'clinician/use-copy.ts': { guard: /copyFault\(/, where: 'clinician/copy-guard.ts', asks: /\.check\(/ },
  'ur/CopyReport.tsx': { guard: /pageFault\([\s\S]*copyFault\(/, where: 'ur/guard.ts', asks: /isOwnContext\(\)[\s\S]*\.check\(/ },
  'ur/PrintPage.tsx': { guard: /pageFault\(/, where: 'ur/guard.ts', asks: /isOwnContext\(\)[\s\S]*\.check\(/ },
  'packet/use-ways.ts': {
    guard: /await leave\(\)|putInClipboard = /,
    where: 'packet/use-ways.ts',
    asks: /async copy\(\) \{\s*const ready = await leave\(\)/,
  },
  'rules/RulesView.tsx': { guard: null, because: 'prints the rules, which are about no patient' },
  'settings/AboutPart.tsx': { guard: null, because: "opens a mail to the hospital's own contact, without a subject or a text" },
  'simulator/OutPart.tsx': {
    guard: null,
    because: 'an edited checklist and the summary of its change, for sign-off; it goes to no provider',
  },
  'settings/FileOut.tsx': {
    guard: null,
    because: "the user's own work and trail as a file, to be read in again; it says that it names patients, and goes to no provider",
  },
};

/** Outlets of one file that stand in no allowed place or under no guard: 'file:line'. */
function offenders(file: string, source: string): string[] {
  const lines = source.split('\n');
  const allowed = Object.hasOwn(GUARDED, file) ? GUARDED[file] : undefined;
  return lines.flatMap((line, index) => {
    const isCode = !/^\s*(?:\/\/|\*|\/\*)/.test(line) && !/^import\b/.test(line);
    if (!isCode || !OUTLET.test(line)) return [];
    if (allowed === undefined) return [`${file}:${index + 1}`];
    if (allowed.guard === null) return [];
    const above = lines.slice(Math.max(0, index - REACH), index + 1).join('\n');
    return allowed.guard.test(above) ? [] : [`${file}:${index + 1}`];
  });
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

test('text leaves the app only where a guard is asked first', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((name) => offenders(name.replaceAll('\\', '/'), read(name)))).toEqual([]);
});

test('each guard asks the linter and the open chart', () => {
  for (const [file, rule] of Object.entries(GUARDED).filter(([name]) => files.includes(name))) {
    expect([file, OUTLET.test(read(file)) || /copyText/.test(read(file))]).toEqual([file, true]);
    if (rule.guard !== null) expect([file, rule.asks.test(read(rule.where))]).toEqual([file, true]);
  }
});

test('an outlet in another file, or above its guard, is found', () => {
  const bare = 'export const go = async (text: string) => {\n  await navigator.clipboard.writeText(text);\n};\n';
  expect(offenders('cdi/list/Offender.tsx', bare)).toEqual(['cdi/list/Offender.tsx:2']);
  for (const line of [
    'window.print();',
    'link.download = name;',
    'void copyText(text, null);',
    "host.post('Communication', it);",
    'writeOnce(link, it);',
  ])
    expect(offenders('shell/New.tsx', `const x = 1;\n${line}\n`)).toEqual(['shell/New.tsx:2']);
  const unguarded = `const copy = async () => {\n  const outcome = await copyText(text, box);\n};\n`;
  expect(offenders('clinician/use-copy.ts', unguarded)).toEqual(['clinician/use-copy.ts:2']);
  const late = `const copy = async () => {\n  await copyText(text, box);\n  await copyFault(app, prompt, text);\n};\n`;
  expect(offenders('clinician/use-copy.ts', late)).toEqual(['clinician/use-copy.ts:2']);
});
