// The coordinator reads the audit log in pages, finds entries, and takes all of it away as a file.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  addNote,
  addRecipient,
  closeQueues,
  getAudit,
  getAuditPeople,
  toAuditCsvUrl,
  toAuditJsonUrl,
  type AuditFilter,
  type AuditLog,
} from '@askusnow/sdk';
import { auditLogEntrySchema } from '@askusnow/sdk/contract';
import { addEntries } from '../../../server/src/platform/audit/audit-store.ts';
import { asOwner } from '../../support/app/audit-log.ts';
import { withApp } from '../../support/app/fixture.ts';

/** Of the library `harford`, whose name is a formula. */
const ADDED = 'recipient-added =Harford, "County" by liaison harford';
const YEAR_2020_MS = Date.parse('2020-02-29T12:00:00Z');

withApp({
  as: { coordinator: ['coordinator'], liaison: ['liaison', 'harford'] },
}).describe("the audit log's routes", (on) => {
  before(async () => {
    await addRecipient(on.liaison, {
      tier: 'local',
      library: 'harford',
      channel: 'webhook',
      address: 'https://hooks.example.org/secret-path',
      kinds: ['assistance-opened'],
    });
    const odd = { subject: 'tier:global', action: 'recipient-added', before: null, after: { name: '=1+1' } };
    const by = { id: null, label: 'command line' };
    await on.app.database.db
      .transaction()
      .execute((trx) => addEntries(trx, { by, atMs: YEAR_2020_MS, note: '=HYPERLINK("x"),\n"y"' }, [odd]));
  });

  const actions = async (filter: AuditFilter) =>
    (await getAudit(on.coordinator, filter)).entries.map(({ action, about, by }) => `${action} ${about} by ${by}`);
  const load = (url: string) => fetch(url, { headers: { cookie: on.cookies.coordinator } });

  test('audit routes: newest first, with today’s names of who and what', async () => {
    const { entries, total } = await getAudit(on.coordinator);
    assert.equal(entries.length, total);
    assert.deepEqual(
      entries.map(({ id }) => id),
      entries.map(({ id }) => id).toSorted((one, other) => other - one),
    );
    assert.deepEqual((await actions({})).slice(0, 2), ['recipient-added global by command line', ADDED]);
    assert.equal(JSON.stringify(entries).includes('secret-path'), false);
    const [first, second] = [
      await getAudit(on.coordinator, { limit: 1 }),
      await getAudit(on.coordinator, { limit: 1, offset: 1 }),
    ];
    assert.deepEqual([...first.entries, ...second.entries], entries.slice(0, 2));
  });

  test('audit routes: found by words, person, kind and dates', async () => {
    const { people } = await getAuditPeople(on.coordinator);
    const person = people.find(({ label }) => label === 'liaison harford')!;
    assert.ok((await actions({ account: person.account })).includes(ADDED));
    assert.ok((await actions({ account: person.account })).every((line) => line.endsWith('by liaison harford')));
    assert.deepEqual(await actions({ kind: 'library' }), [ADDED]);
    assert.deepEqual(await actions({ q: 'RECIPIENT harford' }), [ADDED]);
    assert.deepEqual(await actions({ q: '%' }), []);
    const isSignIn = (line: string): boolean => line.startsWith('signed-in ') || line.startsWith('invited ');
    const [all, others] = [await actions({ signIns: true }), await actions({ signIns: false })];
    assert.ok(all.some(isSignIn));
    assert.deepEqual(
      others,
      all.filter((line) => !isSignIn(line)),
    );
    const old = ['recipient-added global by command line'];
    assert.deepEqual(await actions({ until: '2020-03-01T00:00:00Z' }), old);
    assert.deepEqual(await actions({ since: '2020-02-29T12:00:00Z', until: '2020-02-29T12:00:00.001Z' }), old);
    assert.deepEqual(await actions({ until: '2020-02-29T12:00:00Z' }), []);
  });

  test('audit routes: as CSV all of it, oldest first, and no cell is a formula', async () => {
    const response = await load(toAuditCsvUrl(on.coordinator));
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
    assert.match(response.headers.get('content-disposition')!, /^attachment; filename="askusnow-audit.csv"$/);
    const text = await response.text();
    assert.match(
      text,
      /^\uFEFF?number,when \(UTC\),account number,by,kind,about,action,before,after,note,hash,role,library\r\n1,/,
    );
    assert.match(
      text,
      /,tier,global,recipient added,,"\{""name"":""=1\+1""\}","'=HYPERLINK\(""x""\),\n""y""",[0-9a-f]{64},,\r\n$/,
    );
    const part = await (await load(toAuditCsvUrl(on.coordinator, { kind: 'library' }))).text();
    assert.equal(part.split('\r\n').length, 3);
  });

  test('audit routes: as JSON all of it, in the shape of the list', async () => {
    const { entries } = (await (await load(toAuditJsonUrl(on.coordinator))).json()) as AuditLog;
    assert.deepEqual(entries.toReversed(), (await getAudit(on.coordinator)).entries);
    for (const entry of entries) auditLogEntrySchema.parse(entry);
    const none = (await (await load(toAuditJsonUrl(on.coordinator, { q: 'nowhere' }))).json()) as AuditLog;
    assert.deepEqual(none, { entries: [] });
  });

  test('audit routes: a coordinator’s change says as coordinator and for which library; found by library', async () => {
    await addNote(on.coordinator, 'harford', { date: '2026-01-05', text: 'New home page' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await closeQueues(on.coordinator, { queues: ['harford-desk', 'statewide'], until });
    const rows = async (filter: AuditFilter) =>
      (await getAudit(on.coordinator, filter)).entries.map(
        ({ action, role, library }) => `${action} as ${role} for ${library?.name}`,
      );
    const ofHarford = await rows({ library: 'harford' });
    assert.ok(ofHarford.includes('note-added as coordinator for =Harford, "County"'));
    assert.ok(ofHarford.includes('recipient-added as liaison for =Harford, "County"'));
    assert.deepEqual(await rows({ library: 'cecil' }), ['imported as null for Cecil']);
    const closed = (await rows({ kind: 'queue' })).filter((row) => !row.startsWith('imported'));
    assert.deepEqual(closed.toSorted(), [
      'closed-until as coordinator for =Harford, "County"',
      'closed-until as coordinator for undefined',
    ]);
  });

  test('audit routes: more entries than one step reads come whole', async () => {
    const changes = Array.from({ length: 1100 }, () => ({
      subject: 'queue:gone',
      action: 'many',
      before: null,
      after: null,
    }));
    const by = { id: null, label: 'command line' };
    await on.app.database.db.transaction().execute((trx) => addEntries(trx, { by, atMs: YEAR_2020_MS }, changes));
    const { entries } = (await (await load(toAuditJsonUrl(on.coordinator, { q: 'many' }))).json()) as AuditLog;
    assert.deepEqual([entries.length, entries[0]?.about], [1100, 'gone']);
  });

  test('audit routes: a forged entry before the first, without a hash, is shown as any other', async () => {
    await asOwner(
      on.app.database,
      `insert into audit_entry (id, at, program, subject, action) overriding system value
          values (-1, '2020-01-01', 'command line', 'cooperative', 'forged')`,
    );
    const { entries, total } = await getAudit(on.coordinator, { q: 'forged' });
    assert.deepEqual([total, entries[0]?.id, entries[0]?.hash], [1, -1, null]);
    const exported = (await (await load(toAuditJsonUrl(on.coordinator, { q: 'forged' }))).json()) as AuditLog;
    assert.deepEqual(exported.entries, entries);
    assert.match(await (await load(toAuditCsvUrl(on.coordinator, { q: 'forged' }))).text(), /^-1,/m);
  });

  test('audit routes: nobody’s but the coordinator’s', async () => {
    for (const path of ['/v1/audit', '/v1/audit/people', '/v1/audit.csv', '/v1/audit.json']) {
      const other = await on.app.signIn('liaison', ['cecil']);
      assert.equal((await fetch(on.app.url + path, { headers: { cookie: other } })).status, 403, path);
      assert.equal((await fetch(on.app.url + path)).status, 401, path);
    }
  });
});
