import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PRESETS } from '../../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { readArguments } from '../../sandbox/main.ts';
import { type Body, signIn, type Visitor, visit } from './visitor.ts';

const TYPES = ['Communication', 'Task', 'DocumentReference', 'QuestionnaireResponse'];
const SCOPE = `launch user/Encounter.rs ${TYPES.map((type) => `user/${type}.c user/${type}.rs`).join(' ')}`;
const subject = { reference: 'Patient/vig-01-patient' };
const message = (more: Readonly<Record<string, unknown>> = {}) => ({
  resourceType: 'Communication',
  status: 'completed',
  subject,
  sender: { reference: 'Practitioner/sandbox-lindgren' },
  recipient: [{ reference: 'Practitioner/sandbox-castellan' }],
  payload: [{ contentString: 'A question about <one> note.' }],
  ...more,
});

const created = (capability: Body) =>
  (capability.rest as { resource: { type: string; interaction: { code: string }[] }[] }[])[0]?.resource
    .filter((one) => one.interaction.some(({ code }) => code === 'create'))
    .map((one) => one.type) ?? [];

describe('where nothing was switched on', () => {
  test('no create is advertised, offered as a scope, granted or done', async () => {
    const sandbox = await startSandbox();
    const app = await visit(sandbox, { person: 'sandbox-lindgren', scope: SCOPE });
    expect(String(app.grant.scope).split(' ')).toEqual(['launch', 'user/Encounter.rs', ...TYPES.map((type) => `user/${type}.rs`)]);
    expect(created((await app.get('metadata')).body)).toEqual([]);
    const smart = (await app.get('.well-known/smart-configuration')).body.scopes_supported as string[];
    expect(smart.filter((scope) => /\.[a-z]*[cud]/.test(scope) && !scope.endsWith('.read'))).toEqual([]);
    expect((await app.send('POST', 'Communication', message())).status).toBe(405);
    await sandbox.close();
  });
});

describe('where write-back is switched on', () => {
  let sandbox: Sandbox;
  let app: Visitor;
  beforeAll(async () => {
    sandbox = await startSandbox({ writeBack: true });
    app = await visit(sandbox, { person: 'sandbox-lindgren', scope: SCOPE });
  });
  afterAll(() => sandbox.close());
  afterEach(() => sandbox.faults.set({}));

  test('the four types are advertised, granted to those who work through lists, and taken', async () => {
    expect(created((await app.get('metadata')).body)).toEqual(expect.arrayContaining(TYPES));
    expect(String(app.grant.scope)).toBe(SCOPE);
    const bodies: Readonly<Record<string, object>> = {
      Communication: message(),
      Task: { resourceType: 'Task', status: 'requested', intent: 'order', for: subject, description: 'Answer the question' },
      DocumentReference: { resourceType: 'DocumentReference', status: 'current', subject, content: [{ attachment: { title: 'x' } }] },
      QuestionnaireResponse: { resourceType: 'QuestionnaireResponse', status: 'completed', subject, questionnaire: 'urn:example:form' },
    };
    for (const type of TYPES) expect([type, (await app.send('POST', type, bodies[type])).status]).toEqual([type, 201]);
    const clinician = await visit(sandbox, { scope: SCOPE });
    expect((await clinician.send('POST', 'Communication', message())).status).toBe(403);
  });

  test('what an app sent stands in the inbox and the tasks of the chart, as text', async () => {
    await app.send('POST', 'Communication', message());
    await app.send('POST', 'Task', {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: subject,
      description: 'Second look at the stay',
      owner: { reference: 'Practitioner/sandbox-okoye' },
    });
    const page = async (tab: string) =>
      (await fetch(`${sandbox.url}/ehr/chart/vig-01-patient/${tab}`, { headers: { cookie: await signIn(sandbox) } })).text();
    const inbox = await page('inbox');
    expect(inbox).toContain('A question about &lt;one&gt; note.');
    expect(inbox).toMatch(/from Nora Lindgren, RN, CCDS to Ines Castellan, MD/);
    const tasks = await page('tasks');
    expect(tasks).toContain('Second look at the stay');
    expect(tasks).toContain('Samuel Okoye, MD');
    const other = await fetch(`${sandbox.url}/ehr/chart/vig-02-patient/inbox`, { headers: { cookie: await signIn(sandbox) } });
    expect(await other.text()).toContain('No message is here');
  });

  test('an answer that was lost leaves one message behind, and If-None-Exist finds it again', async () => {
    const identifier = [{ system: 'urn:test', value: 'lost-1' }];
    const once = { 'if-none-exist': 'identifier=urn:test|lost-1' };
    sandbox.faults.set(PRESETS.find(({ id }) => id === 'write-lost')?.faults ?? {});
    await expect(app.send('POST', 'Communication', message({ identifier }), once)).rejects.toThrow();
    expect((await app.send('POST', 'Communication', message({ identifier }), once)).status).toBe(200);
    expect((await app.get('Communication?identifier=urn:test|lost-1')).body.total).toBe(1);
  });

  test('a refusal (422) is an OperationOutcome, and a server that ignores If-None-Exist writes twice', async () => {
    sandbox.faults.set(PRESETS.find(({ id }) => id === 'write-422')?.faults ?? {});
    const refused = await app.send('POST', 'Task', { resourceType: 'Task', status: 'requested', intent: 'order', for: subject });
    expect([refused.status, refused.body.issue?.[0]?.code]).toEqual([422, 'invalid']);
    sandbox.faults.set(PRESETS.find(({ id }) => id === 'write-twice')?.faults ?? {});
    const identifier = [{ system: 'urn:test', value: 'twice-1' }];
    for (const _ of [1, 2])
      await app.send('POST', 'Communication', message({ identifier }), { 'if-none-exist': 'identifier=urn:test|twice-1' });
    sandbox.faults.set({});
    expect((await app.get('Communication?identifier=urn:test|twice-1')).body.total).toBe(2);
  });

  test('the site file switches it on for the app, and only here', async () => {
    const site = async (of: Sandbox) => (await (await fetch(`${of.url}/app/site.json`)).json()) as { servers: { writeBack?: string[] }[] };
    expect((await site(sandbox)).servers[0]?.writeBack).toEqual(TYPES);
    const off = await startSandbox();
    expect((await site(off)).servers[0]?.writeBack).toBeUndefined();
    await off.close();
  });

  test('npm start takes the switch, and no value for it', () => {
    expect(readArguments(['--write-back'])).toEqual({ writeBack: true });
    expect(readArguments([])).toEqual({});
    expect(() => readArguments(['--write-back=no'])).toThrow(/needs|Unknown/);
  });
});
