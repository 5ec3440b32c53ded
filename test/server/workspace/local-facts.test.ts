// Scripts and contacts of libraries: who reads, who writes, and nobody overwrites silently.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { contactListSchema, scriptListSchema } from '@askusnow/sdk/contract';
import {
  addContact,
  addScript,
  changeContact,
  changeScript,
  CONTACT_VERIFY_DAYS,
  getAudit,
  getContacts,
  getScripts,
  removeContact,
  removeScript,
  verifyContact,
  type Connection,
  type ProblemError,
} from '@askusnow/sdk';
import { lockChain } from '../../../server/src/platform/audit/audit-store.ts';
import { MAX_CONTACTS } from '../../../server/src/workspace/local-facts/contacts/contacts-store.ts';
import { MAX_SCRIPTS } from '../../../server/src/workspace/local-facts/scripts/scripts-store.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import type { TestApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

const script = { name: 'Greeting', text: 'Hello!\nHow can I help?', topic: null, language: null, revision: 0 };
const contact = {
  name: 'Circulation <b>',
  phone: '410-555-0100 x 12',
  email: 'circulation@harford.example',
  page: 'https://www.library.example/circulation',
  note: '=not a formula',
  revision: 0,
};

withApp({
  now: '2026-06-01T14:00:00Z',
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    coordinator: ['coordinator'],
    provider: ['provider'],
    desk: ['desk', 'cecil-desk'],
    viewer: ['viewer', 'cecil'],
  },
}).describe('local facts', (on) => {
  let readers: Connection[];

  before(async () => {
    readers = [on.harford, on.cecil, on.coordinator, on.provider, on.desk, on.viewer];
  });

  const namesOf = async (reader: Connection, library = 'harford') =>
    scriptListSchema.parse(await getScripts(reader, library)).scripts.map(({ name, library: of }) => [name, of]);

  test('scripts: those of the library and of the cooperative are read by everybody, by name', async () => {
    await addScript(on.harford, 'harford', script);
    await addScript(on.coordinator, null, { ...script, name: 'closing', topic: 'Ending', language: 'es' });
    await addScript(on.cecil, 'cecil', { ...script, name: 'Of Cecil' });
    for (const reader of readers)
      assert.deepEqual(await namesOf(reader), [
        ['closing', null],
        ['Greeting', 'harford'],
      ]);
    assert.deepEqual(await namesOf(on.harford, 'cecil'), [
      ['closing', null],
      ['Of Cecil', 'cecil'],
    ]);
  });

  test('scripts: a liaison changes its library’s own; the cooperative’s are the coordinator’s', async () => {
    const { scripts } = await getScripts(on.coordinator, 'harford');
    const [shared, own] = [scripts.find(({ library }) => library === null)!, scripts.find(({ library }) => library)!];
    const change = { ...script, name: 'Other', revision: 1 };
    assert.equal((await problemOf(changeScript(on.harford, null, shared.id, change))).status, 403);
    assert.equal((await problemOf(changeScript(on.harford, 'harford', shared.id, change))).status, 404);
    assert.equal((await problemOf(changeScript(on.cecil, 'cecil', own.id, change))).status, 404);
    assert.equal((await problemOf(removeScript(on.cecil, 'cecil', own.id, own))).status, 404);
    assert.equal((await problemOf(addScript(readers[3]!, 'harford', script))).status, 403);
    assert.equal((await problemOf(addScript(readers[5]!, 'cecil', script))).status, 403);
  });

  test('scripts: of two people who change one, the second is refused and nothing is overwritten', async () => {
    const { id } = (await getScripts(on.harford, 'harford')).scripts.find(({ library }) => library === 'harford')!;
    const changed = await changeScript(on.harford, 'harford', id, { ...script, text: 'First', revision: 1 });
    assert.equal(changed.revision, 2);
    const late = changeScript(on.coordinator, 'harford', id, { ...script, text: 'Second', revision: 1 });
    await assert.rejects(late, ({ problem: { status, code, stored } }: ProblemError) => {
      assert.deepEqual([status, code, stored], [409, 'stale-revision', changed]);
      return true;
    });
    assert.equal((await getScripts(on.harford, 'harford')).scripts.find((each) => each.id === id)!.text, 'First');
  });

  test('scripts: a name that is taken, and text that cannot be shown, are refused by field', async () => {
    assert.deepEqual(await problemOf(addScript(on.harford, 'harford', { ...script, name: 'GREETING' })), {
      status: 409,
      code: 'name-taken',
      fields: ['name'],
    });
    const bad = { name: 'a\u202eb', text: 'x'.repeat(2001), topic: '', language: 'Spanish', revision: 0 };
    const { status, fields } = await problemOf(addScript(on.harford, 'harford', bad));
    assert.equal(status, 422);
    assert.deepEqual([...new Set(fields)].sort(), ['language', 'name', 'text', 'topic']);
  });

  test('contacts: everybody reads them; saving and confirming move the day, and they are due after half a year', async () => {
    const added = await addContact(on.harford, 'harford', contact);
    for (const reader of readers) {
      const { zone, contacts } = contactListSchema.parse(await getContacts(reader, 'harford'));
      assert.equal(zone, 'America/New_York');
      assert.deepEqual(
        contacts.map(({ name, note, isDue, verifiedAt }) => [name, note, isDue, verifiedAt]),
        [[contact.name, contact.note, false, '2026-06-01T14:00:00.000Z']],
      );
    }
    on.clock.advance(CONTACT_VERIFY_DAYS * DAY_MS);
    await on.signInAgain('harford');
    await on.signInAgain('coordinator');
    assert.equal((await getContacts(on.harford, 'harford')).contacts[0]!.isDue, true);
    assert.equal((await verifyContact(on.harford, 'harford', added.id, { revision: added.revision })).isDue, false);
    const moved = await changeContact(on.harford, 'harford', added.id, { ...contact, phone: null, revision: 1 });
    assert.deepEqual([moved.phone, moved.revision, moved.isDue], [null, 2, false]);
  });

  test('contacts: an outdated change, and one of another library, change nothing', async () => {
    const stored = (await getContacts(on.harford, 'harford')).contacts[0]!;
    const { id } = stored;
    const late = await problemOf(changeContact(on.coordinator, 'harford', id, { ...contact, revision: 1 }));
    assert.deepEqual([late.status, late.code], [409, 'stale-revision']);
    const unseen = await problemOf(verifyContact(on.coordinator, 'harford', id, { revision: 1 }));
    assert.deepEqual([unseen.status, unseen.code], [409, 'stale-revision'], 'right is what was shown');
    await on.signInAgain('cecil');
    for (const change of [
      () => changeContact(on.cecil, 'harford', id, { ...contact, revision: 2 }),
      () => changeContact(on.cecil, 'cecil', id, { ...contact, revision: 2 }),
      () => verifyContact(on.cecil, 'cecil', stored.id, { revision: stored.revision }),
      () => removeContact(on.cecil, 'cecil', stored.id, stored),
    ])
      assert.equal((await problemOf(change())).status, 404);
  });

  test('contacts: what is no phone number, mail address or page is refused by field', async () => {
    const bad = { ...contact, name: '', phone: 'call us', email: 'nobody', page: 'javascript:alert(1)' };
    const { fields } = await problemOf(addContact(on.harford, 'harford', bad));
    assert.deepEqual([...new Set(fields)].sort(), ['email', 'name', 'page', 'phone']);
  });

  test('local facts: no public route shows them, nor a route without a session', async () => {
    const marks = ['circulation@harford.example', 'How can I help?', '410-555-0100'];
    await changeContact(on.harford, 'harford', (await getContacts(on.harford, 'harford')).contacts[0]!.id, {
      ...contact,
      revision: 2,
    });
    const routes = on.app.app.routeAccess.filter(({ method, url }) => method === 'GET' && !/stream|\*/.test(url));
    const leaks: string[] = [];
    for (const { url } of routes) {
      const path = url.replace(':library', 'harford').replace(':queue', 'harford-desk').replace(/:\w+/g, '1');
      const text = await (await fetch(`${on.app.url}${path}?library=harford`, { redirect: 'manual' })).text();
      if (marks.some((mark) => text.includes(mark))) leaks.push(url);
    }
    assert.ok(routes.length > 50, `${routes.length} routes`);
    assert.deepEqual(leaks, []);
    // What is looked for is there: a signed-in reader finds it.
    assert.match(JSON.stringify(await getContacts(on.harford, 'harford')), /circulation@harford\.example/);
  });

  test('scripts and contacts: one that somebody has changed since it was read is not removed', async () => {
    const own = (await getScripts(on.harford, 'harford')).scripts.find(({ library }) => library === 'harford')!;
    const stored = (await getContacts(on.harford, 'harford')).contacts[0]!;
    for (const remove of [
      () => removeScript(on.harford, 'harford', own.id, { revision: own.revision - 1 }),
      () => removeContact(on.harford, 'harford', stored.id, { revision: stored.revision - 1 }),
    ]) {
      const { status, code } = await problemOf(remove());
      assert.deepEqual([status, code], [409, 'stale-revision']);
    }
    assert.deepEqual((await getContacts(on.harford, 'harford')).contacts, [stored]);
    assert.ok((await getScripts(on.harford, 'harford')).scripts.some(({ id }) => id === own.id));
  });

  test('scripts and contacts: a removed one is gone, and the audit log has what was written', async () => {
    const stored = (await getContacts(on.harford, 'harford')).contacts[0]!;
    await removeContact(on.harford, 'harford', stored.id, stored);
    assert.deepEqual((await getContacts(on.harford, 'harford')).contacts, []);
    const own = (await getScripts(on.harford, 'harford')).scripts.find(({ library }) => library === 'harford')!;
    await removeScript(on.harford, 'harford', own.id, own);
    assert.deepEqual(await namesOf(on.harford), [['closing', null]]);
    const { body } = await fetchAudit(on.app);
    for (const action of ['script-added', 'script-changed', 'script-removed', 'contact-verified', 'contact-removed'])
      assert.ok(body.includes(action), action);
  });

  test('contacts: the audit log keeps what was changed, and no name, number, address or remark', async () => {
    const { id } = await addContact(on.harford, 'harford', contact);
    const change = { ...contact, name: 'Anna Karlsson', phone: null, revision: 1 };
    const changed = await changeContact(on.harford, 'harford', id, change);
    await verifyContact(on.harford, 'harford', changed.id, { revision: changed.revision });
    await removeContact(on.harford, 'harford', changed.id, changed);
    const { entries } = await getAudit(await on.signIn('coordinator'), {});
    assert.deepEqual(
      entries
        .filter(({ action }) => action.startsWith('contact-'))
        .slice(0, 4)
        .map(({ action, before, after }) => [action, before, after]),
      [
        ['contact-removed', { contact: id }, null],
        ['contact-verified', null, { contact: id }],
        ['contact-changed', { contact: id }, { contact: id, changed: ['name', 'phone'] }],
        ['contact-added', null, { contact: id }],
      ],
    );
    const { rows } = await sql<{ log: string }>`
        select string_agg(concat(before, after, note), ' ') as log from audit_entry where action like 'contact%'`.execute(
      on.app.database.db,
    );
    for (const fact of ['Anna', 'Circulation', '410-555', 'circulation@', '/circulation', 'not a formula'])
      assert.ok(!rows[0]!.log.includes(fact), fact);
  });

  test('scripts and contacts: of two that are added at once, one has the last free place', async () => {
    const { db } = on.app.database;
    const stored = sql`1, now(), 'Anna' from generate_series(2, ${MAX_SCRIPTS}) as n`;
    await sql`delete from script`.execute(db);
    await sql`insert into script (library_id, name, text, revision, changed_at, by)
        select library_id, 'Script ' || n, 'x', ${stored}, (values ('cecil'), (null)) as of (library_id)`.execute(db);
    await sql`insert into contact (library_id, name, verified_at, revision, changed_at, by)
        select 'cecil', 'Contact ' || n, now(), ${stored} where n <= ${MAX_CONTACTS}`.execute(db);
    const pairs = [
      (name: string) => addScript(on.cecil, 'cecil', { ...script, name }),
      (name: string) => addScript(on.coordinator, null, { ...script, name }),
      (name: string) => addContact(on.cecil, 'cecil', { ...contact, name }),
    ];
    for (const add of pairs) {
      const both = ['One', 'Other'].map((name) => () => Promise.allSettled([add(name)]));
      const answers = await meetUnderWay(on.app, async (trx) => void (await lockChain(trx)), both);
      assert.deepEqual(answers.map(([answer]) => answer.status).sort(), ['fulfilled', 'rejected']);
      assert.equal((await problemOf(add('Third'))).code, 'quota-reached');
    }
    const { rows } = await sql<{ scripts: number; contacts: number }>`select
        (select count(*) from script)::integer as scripts, (select count(*) from contact)::integer as contacts`.execute(
      db,
    );
    assert.deepEqual(rows, [{ scripts: 2 * MAX_SCRIPTS, contacts: MAX_CONTACTS }]);
  });
});

async function fetchAudit(app: TestApp): Promise<{ body: string }> {
  const cookie = await app.signIn('coordinator');
  return { body: await (await fetch(`${app.url}/v1/audit`, { headers: { cookie } })).text() };
}
