// Sealed fields: who reads and reveals them, what is audited, and where their values must never be found.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { revealedFieldSchema, sealedFieldListSchema } from '@askusnow/sdk/contract';
import { getSealedFields, removeSealedField, revealSealedField, setSealedField, type Connection } from '@askusnow/sdk';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { backUp } from '../../../server/src/schema-operations.ts';
import { createSealer } from '../../../server/src/workspace/local-facts/sealed/seal.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createTestStore, forEachEngineByTier, type TestStore } from '../../support/app/database.ts';
import { connectionTo, problemOf, sendRequest } from '../../support/app/requests.ts';
import { createTestCommands } from '../../support/app/commands.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

const aKey = (): string => randomBytes(32).toString('base64');
const CARD = 'DUMMY-21430-0009';
const PIN = 'PIN-73519';

forEachEngineByTier((engine) => {
  describe('sealed fields', () => {
    const key = aKey();
    let store: TestStore;
    let app: TestApp;
    let harford: Connection;
    let provider: Connection;

    const start = (environment: Record<string, string>): Promise<TestApp> => startApp({ engine, store, environment });

    before(async () => {
      store = await createTestStore(engine);
      app = await startApp({ engine, store, cooperative: TWO_LIBRARIES, environment: { SEAL_KEY: key } });
      harford = connectionTo(app, await app.signIn('liaison', ['harford']));
      provider = connectionTo(app, await app.signIn('provider'));
    });
    after(async () => {
      await app.close();
      await store.remove();
    });

    const actions = async (): Promise<{ by: string; action: string; subject: string; after: unknown }[]> => {
      const { rows } = await sql<{ by: string; action: string; subject: string; after: unknown }>`
        select account_label(account_id) as by, action, subject, after from audit_entry
        where action like 'sealed%' order by id`.execute(app.database.db);
      return rows;
    };

    test('sealed fields: the liaison enters them; a list has label and author, and no value', async () => {
      await setSealedField(harford, 'harford', 'card', { label: 'Test card', value: CARD, revision: 0 });
      const list = await setSealedField(harford, 'harford', 'pin', { label: 'PIN', value: PIN, revision: 0 });
      sealedFieldListSchema.parse(list);
      assert.deepEqual(
        list.fields.map(({ field, label, state, revision, by }) => [field, label, state, revision, by]),
        [
          ['card', 'Test card', 'sealed', 1, 'liaison harford'],
          ['pin', 'PIN', 'sealed', 1, 'liaison harford'],
        ],
      );
      assert.equal(JSON.stringify(list).includes(CARD), false);
    });

    test('sealed fields: those who answer chats reveal them for any library, each time with an audit entry', async () => {
      const desk = connectionTo(app, await app.signIn('desk', ['cecil-desk']));
      const cecil = connectionTo(app, await app.signIn('liaison', ['cecil']));
      const coordinator = connectionTo(app, await app.signIn('coordinator'));
      for (const reader of [provider, desk, cecil, coordinator, harford]) {
        const revealed = revealedFieldSchema.parse(await revealSealedField(reader, 'harford', 'pin'));
        assert.deepEqual(revealed, { value: PIN, shownForSec: 30 });
      }
      const reveals = (await actions()).filter(({ action }) => action === 'sealed-field-revealed');
      assert.deepEqual(
        reveals.map(({ by }) => by),
        ['provider', 'desk cecil-desk', 'liaison cecil', 'coordinator', 'liaison harford'],
      );
      for (const { subject, after: what } of reveals)
        assert.deepEqual([subject, what], ['library:harford', { field: 'pin' }]);
    });

    test('sealed fields: mutant: a reveal that writes no audit entry is found', async () => {
      const { rows } = await sql<{ key_id: string; sealed: Buffer }>`
        select key_id, sealed from sealed_field where field = 'pin'`.execute(app.database.db);
      const before = (await actions()).length;
      const sealer = createSealer(app.config.seal)!;
      const mutant = sealer.open(
        { library: 'harford', field: 'pin' },
        { keyId: rows[0]!.key_id, bytes: rows[0]!.sealed },
      );
      assert.equal(mutant, PIN);
      assert.equal((await actions()).length, before);
      await revealSealedField(harford, 'harford', 'pin');
      assert.equal((await actions()).length, before + 1);
    });

    test('sealed fields: a viewer reveals none, nobody does by GET, and a liaison changes no other library’s', async () => {
      const cookie = await app.signIn('viewer', ['harford']);
      assert.deepEqual(await problemOf(revealSealedField(connectionTo(app, cookie), 'harford', 'pin')), {
        status: 403,
        code: 'read-only',
        fields: [],
      });
      assert.equal((await getSealedFields(connectionTo(app, cookie), 'harford')).fields.length, 2);
      const byGet = await sendRequest(app, cookie, 'libraries/harford/sealed/pin/reveal');
      assert.equal(byGet.status, 404);
      const cecil = connectionTo(app, await app.signIn('liaison', ['cecil']));
      const change = { label: 'PIN', value: '1', revision: 1 };
      assert.equal((await problemOf(setSealedField(cecil, 'harford', 'pin', change))).status, 404);
      assert.equal((await problemOf(setSealedField(provider, 'harford', 'pin', change))).status, 403);
      assert.equal((await problemOf(revealSealedField(provider, 'cecil', 'pin'))).status, 404);
      assert.equal((await problemOf(revealSealedField(provider, 'nowhere', 'pin'))).code, 'unknown-library');
    });

    test('sealed fields: a change of an outdated revision is refused, and overwrites nothing', async () => {
      const change = { label: 'PIN', value: 'other', revision: 0 };
      assert.equal((await problemOf(setSealedField(harford, 'harford', 'pin', change))).code, 'stale-revision');
      assert.equal((await revealSealedField(harford, 'harford', 'pin')).value, PIN);
    });

    test('sealed fields: what cannot be a value is refused with its field, and the reply does not repeat it', async () => {
      const bad = { label: 'P\u202eIN', value: `${PIN}\n`.repeat(20), revision: 1 };
      assert.deepEqual([...new Set((await problemOf(setSealedField(harford, 'harford', 'pin', bad))).fields)].sort(), [
        'label',
        'value',
      ]);
      const reply = await sendRequest(app, await app.signIn('coordinator'), 'libraries/harford/sealed/pin', bad, 'PUT');
      assert.equal(JSON.stringify(reply.body).includes(PIN), false);
    });

    /** Everything that leaves the server or stays on its disk. */
    const everywhere = async (): Promise<Record<string, string>> => {
      const folder = mkdtempSync(join(tmpdir(), 'askusnow-sealed-'));
      const file = join(folder, 'backup.gz');
      await backUp(app.database, file);
      const backup = gunzipSync(readFileSync(file)).toString('latin1');
      rmSync(folder, { recursive: true });
      const { rows: tables } = await sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = 'public'`.execute(app.database.db);
      const dump: string[] = [];
      for (const { name } of tables) {
        const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(
          app.database.db,
        );
        dump.push(...rows.map(({ row }) => row));
      }
      const coordinator = await app.signIn('coordinator');
      const liaison = await app.signIn('liaison', ['harford']);
      const read = async (cookie: string, path: string) =>
        (await fetch(`${app.url}/v1/${path}`, { headers: { cookie } })).text();
      return {
        database: dump.join('\n'),
        backup,
        log: app.log.join(''),
        'audit log': await read(coordinator, 'audit'),
        'audit file': await read(coordinator, 'audit.csv'),
        'account data': await read(liaison, 'session/data'),
        list: await read(liaison, 'libraries/harford/sealed'),
        export: await createTestCommands({ database: app.database, clock: systemClock, publicUrl: app.url }).export(),
        metrics: await app.metrics(),
        openapi: await (await fetch(`${app.url}/openapi.json`)).text(),
      };
    };
    const forms = [CARD, PIN].flatMap((value) => [
      value,
      Buffer.from(value).toString('hex'),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
    ]);
    const found = (places: Record<string, string>): string[] =>
      Object.entries(places)
        .filter(([, text]) => forms.some((form) => text.includes(form)))
        .map(([place]) => place);

    test('sealed fields: no value stands in the database, a backup, an export, an account’s data or the log', async () => {
      const places = await everywhere();
      assert.match(places['database']!, /Test card/);
      assert.match(places['backup']!, /Test card/);
      assert.match(places['audit log']!, /sealed-field-revealed/);
      assert.deepEqual(found(places), []);
    });

    test('sealed fields: mutant: one that is stored as plain text is found in the database and in a backup', async () => {
      const { db } = app.database;
      const { rows } = await sql<{ sealed: Buffer }>`select sealed from sealed_field where field = 'pin'`.execute(db);
      await sql`update sealed_field set sealed = ${Buffer.from(PIN)} where field = 'pin'`.execute(db);
      const at = found(await everywhere());
      await sql`update sealed_field set sealed = ${rows[0]!.sealed} where field = 'pin'`.execute(db);
      assert.deepEqual(at, ['database', 'backup']);
    });

    test('sealed fields: a former key is followed by a new one, and every value is sealed with it at the start', async () => {
      const anew = aKey();
      await app.close();
      app = await start({ SEAL_KEY: anew, SEAL_KEY_BEFORE: key });
      await app.close();
      // The former key is no longer needed.
      app = await start({ SEAL_KEY: anew });
      const liaison = connectionTo(app, await app.signIn('liaison', ['harford']));
      assert.equal((await revealSealedField(liaison, 'harford', 'card')).value, CARD);
      assert.deepEqual(
        (await getSealedFields(liaison, 'harford')).fields.map(({ state, revision }) => [state, revision]),
        [
          ['sealed', 1],
          ['sealed', 1],
        ],
      );
    });

    test('sealed fields: under another key they say so, verify counts them, and one can be entered again', async () => {
      const seal = app.config.seal;
      await app.close();
      app = await start({ SEAL_KEY: aKey() });
      const liaison = connectionTo(app, await app.signIn('liaison', ['harford']));
      const { fields } = await getSealedFields(liaison, 'harford');
      assert.deepEqual(
        fields.map(({ state }) => state),
        ['other-key', 'other-key'],
      );
      const { status, code } = await problemOf(revealSealedField(liaison, 'harford', 'pin'));
      assert.deepEqual([status, code], [409, 'other-key']);
      const check = (keys: typeof seal) =>
        createTestCommands({
          database: app.database,
          clock: systemClock,
          publicUrl: app.url,
          seal: keys,
        }).checkSealed();
      assert.deepEqual(await check(app.config.seal), { fields: 2, unopened: 2 });
      assert.deepEqual(await check(seal), { fields: 2, unopened: 0 });
      await setSealedField(liaison, 'harford', 'pin', { label: 'PIN', value: '0000', revision: 1 });
      assert.equal((await revealSealedField(liaison, 'harford', 'pin')).value, '0000');
      assert.deepEqual(await check(app.config.seal), { fields: 2, unopened: 1 });
    });

    test('sealed fields: a server without a key says that it is not set up, and stores nothing', async () => {
      await app.close();
      app = await start({});
      const liaison = connectionTo(app, await app.signIn('liaison', ['harford']));
      assert.equal((await getSealedFields(liaison, 'harford')).isSetUp, false);
      const change = { label: 'PIN', value: 'plain', revision: 2 };
      assert.equal((await problemOf(setSealedField(liaison, 'harford', 'pin', change))).code, 'not-set-up');
      assert.equal((await problemOf(revealSealedField(liaison, 'harford', 'pin'))).code, 'not-set-up');
      const pin = (await getSealedFields(liaison, 'harford')).fields.find(({ field }) => field === 'pin')!;
      const late = await problemOf(removeSealedField(liaison, 'harford', 'pin', { revision: pin.revision + 1 }));
      assert.deepEqual([late.status, late.code], [409, 'stale-revision'], 'not the one that was shown');
      const list = await removeSealedField(liaison, 'harford', 'pin', pin);
      assert.deepEqual(
        list.fields.map(({ field, state }) => [field, state]),
        [['card', 'other-key']],
      );
    });
  });
});
