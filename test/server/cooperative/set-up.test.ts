// A server without a cooperative: its link, its set-up page, and what is there after.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCooperativeRegistration, getLibraryRegistration, getSession } from '@askusnow/sdk';
import { findSetUpLink, makeSetUpLink, SET_UP_LINK_TTL_MS } from '../../../server/src/accounts/set-up-link-store.ts';
import { createToken, hashToken } from '../../../server/src/accounts/token.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { writeFirst, type FirstRegistration } from '../../../server/src/cooperative-file/registration-store.ts';
import { readSetUp, SET_UP_FIELDS, type SetUpTexts } from '../../../server/src/cooperative-file/set-up.ts';
import { setUp } from '../../../server/src/cooperative-file/set-up-store.ts';
import { change } from '../../../server/src/platform/audit/change.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { MAX_MISSES_PER_MINUTE } from '../../../server/src/platform/http/token-lookups.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { linkOf, mailEnvironment, pressForm } from '../../support/app/account-mail.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const KENT = {
  ...{ cooperative: 'Ask a Librarian', zone: 'America/New_York', library: 'Kent County' },
  ...{ site: 'https://kent.example', chat: 'https://chat.example/kent', phone: '410-555-0100' },
};
const typed = (texts: Partial<SetUpTexts>): SetUpTexts => ({
  ...(Object.fromEntries(SET_UP_FIELDS.map((name) => [name, ''])) as Record<(typeof SET_UP_FIELDS)[number], string>),
  ...texts,
});

withApp({
  cooperative: null,
  now: new Date(NOW).toISOString(),
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
}).describe('set-up', (on) => {
  const aLink = async (): Promise<string> => `/set-up/${await makeSetUpLink(on.app.database.db, on.clock.now())}`;
  const get = (path: string, headers = {}): Promise<Response> =>
    fetch(on.app.url + path, { headers, redirect: 'manual' });
  const press = (path: string, fields: Record<string, string>, headers = {}): Promise<Response> =>
    pressForm(on.app, path, fields, headers);

  test('set-up: a server without a cooperative says so on its pages', async () => {
    for (const path of ['/', '/dashboard', '/dashboard/harford', '/sign-in', '/get', '/set-up']) {
      const reply = await get(path);
      assert.equal(reply.status, 503, path);
      assert.match(await reply.text(), /This server is not set up yet/, path);
    }
    assert.equal((await get('/dashboard/assets/look.css')).status, 200);
    assert.equal((await get('/health')).status, 200);
  });

  test('set-up: the page runs no inline script, is not cached, and opening it uses nothing up', async () => {
    const path = await aLink();
    for (let times = 0; times < 2; times++) {
      const reply = await get(path);
      const html = await reply.text();
      assert.equal(reply.status, 200);
      assert.match(html, new RegExp(`<form class="set-up" method="post" action="${path}">`));
      assert.doesNotMatch(html, /<script>| style=| on\w+=/);
      assert.equal(reply.headers.get('cache-control'), 'no-store');
      assert.equal(reply.headers.get('referrer-policy'), 'strict-origin');
      assert.match(reply.headers.get('content-security-policy')!, /default-src 'none'.*script-src 'self'/);
    }
  });

  test('set-up: each fault is named beside its field, what was typed stays, and so does the link', async () => {
    const path = await aLink();
    const reply = await press(path, { library: 'Kent <b>', zone: 'Maryland', site: 'kent', phone: '?', email: 'kent' });
    const html = await reply.text();
    assert.equal(reply.status, 422);
    const named = [...html.matchAll(/id="(\w+)-fault"/g)].map(([, field]) => field);
    assert.deepEqual(named, ['cooperative', 'zone', 'site', 'chat', 'phone', 'email']);
    assert.match(html, /value="Kent &lt;b&gt;"/);
    assert.equal((await press(path, { ...KENT, chat: 'http://chat.example/kent' })).status, 422);
    assert.equal((await get(path)).status, 200);
    assert.equal((await get('/set-up')).status, 503);
  });

  test('set-up: a link is over after an hour, an unknown one is none, and another site presses nothing', async () => {
    const path = await aLink();
    assert.equal((await press(path, KENT, { origin: 'https://kent.example' })).status, 403);
    on.clock.advance(SET_UP_LINK_TTL_MS);
    for (const link of [path, `${path.slice(0, -1)}-`, '/set-up/x'])
      for (const reply of [await get(link), await press(link, KENT)]) {
        assert.equal(reply.status, 404, link);
        assert.match(await reply.text(), /This link is not valid/);
      }
  });

  test('set-up: a network that guesses links waits, before anything is looked up', async () => {
    const link = `/set-up/${createToken()}`;
    for (let times = 0; times < MAX_MISSES_PER_MINUTE; times++) assert.notEqual((await get(link)).status, 200);
    const reply = await get(link);
    assert.deepEqual([reply.status, reply.headers.has('retry-after')], [429, true]);
    on.clock.advance(MINUTE_MS);
  });

  test('set-up: makes the cooperative once, signs its coordinator in, and ends at the tag', async () => {
    const [path, other] = [await aLink(), await aLink()];
    const reply = await press(path, { ...KENT, email: 'coordinator@state.example' });
    assert.deepEqual([reply.status, reply.headers.get('location')], [303, '/set-up?library=kent-county']);
    const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!;
    const connection = connectionTo(on.app, cookie);
    const { role, cooperative, libraries } = await getSession(connection);
    assert.deepEqual(
      [role, cooperative, libraries],
      ['coordinator', KENT.cooperative, [{ id: 'kent-county', name: 'Kent County' }]],
    );
    assert.equal((await getCooperativeRegistration(connection)).registration.name, KENT.cooperative);
    const { registration } = await getLibraryRegistration(connection, 'kent-county');
    assert.deepEqual(registration.queues, { local: { queue: 'kent-county-desk', chat: KENT.chat } });
    assert.deepEqual([registration.origins, registration.fallback], [[KENT.site], { phone: KENT.phone }]);

    const done = await (await get('/set-up?library=kent-county', { cookie })).text();
    assert.doesNotMatch(await (await get('/set-up?library=kent-county')).text(), /You are signed in/);
    assert.match(done, /Ask a Librarian is set up[^]*&lt;ask-us-now library=&quot;kent-county&quot;/);
    for (const link of [path, other])
      for (const again of [await get(link), await press(link, KENT)]) {
        assert.equal(again.status, 410);
        assert.match(await again.text(), /This server is set up already/);
        assert.equal(again.headers.getSetCookie().length, 0);
      }
    assert.equal((await get('/get')).status, 200);

    const entries = await on.app.database.db.selectFrom('audit_entry').select(['subject', 'action']).execute();
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['registered', 'registered', 'registered', 'account-made', 'signed-in', 'email-asked'],
    );
    await eventually(() => on.mail.mails.length > 0);
    assert.match(linkOf(on.mail.mails[0]!), /^\/email\//);
    assert.doesNotMatch(on.app.log.join(''), new RegExp([path, other].map((link) => link.slice(8)).join('|')));
  });
});

forEachEngineByTier((_engine, open) => {
  const registrationOf = (library: string): FirstRegistration => {
    const read = readSetUp(typed({ ...KENT, library }));
    assert.ok('registration' in read);
    return read.registration;
  };
  const librariesOf = async ({ db }: Database): Promise<string[]> =>
    (await db.selectFrom('library').select('id').orderBy('id').execute()).map(({ id }) => id);
  const twoLinks = (database: Database) => Promise.all(['kent', 'cecil'].map(() => makeSetUpLink(database.db, NOW)));

  test('set-up: of two people who press at the same time, one makes the cooperative', async () => {
    const database = (await open()).for('maintenance');
    const [one, two] = await twoLinks(database);
    const press = (token: string, library: string) =>
      setUp(database, { token, brought: undefined, registration: registrationOf(library) }, NOW);
    const done = await Promise.all([press(one!, 'kent'), press(two!, 'cecil')]);
    assert.equal(done.filter((each) => each !== undefined).length, 1);
    assert.equal((await librariesOf(database)).length, 1);
    assert.equal((await database.db.selectFrom('account').select('id').execute()).length, 1);
    assert.equal((await database.db.selectFrom('set_up_link').select('expires_at').execute()).length, 0);
  });

  test('set-up: mutant: looking first and writing afterwards makes two cooperatives into one', async () => {
    const database = (await open()).for('maintenance');
    const links = await twoLinks(database);
    const looked = await Promise.all(links.map((token) => findSetUpLink(database.db, token, NOW)));
    assert.deepEqual(looked, [true, true]);
    for (const library of ['kent', 'cecil'])
      await change(database, null, { by: { id: null, label: 'mutant' }, atMs: NOW }, (trx, record) =>
        writeFirst(trx, record, registrationOf(library), NOW),
      );
    assert.deepEqual(await librariesOf(database), ['cecil', 'kent']);
  });

  test('set-up: an import ends every link; mutant: one that goes by its hour alone sets up over a cooperative', async () => {
    const database = (await open()).for('maintenance');
    await makeSetUpLink(database.db, NOW);
    assert.ok('changes' in (await importCooperative(database, TWO_LIBRARIES, importOptions)));
    const validByHour = async (): Promise<number> =>
      (
        await database.db
          .selectFrom('set_up_link')
          .select('expires_at')
          .where('expires_at', '>', new Date(NOW))
          .execute()
      ).length;
    assert.equal(await validByHour(), 0);
    // Of a start on another node, which looked before the import.
    const token = await makeSetUpLink(database.db, NOW);
    const pressed = { token, brought: undefined, registration: registrationOf('kent') };
    assert.equal(await setUp(database, pressed, NOW), undefined);
    assert.ok(!(await librariesOf(database)).includes('kent'));
    assert.equal(await validByHour(), 1, 'the mutant');
  });

  test('set-up: no table holds the link', async () => {
    const database = (await open()).for('maintenance');
    const token = await makeSetUpLink(database.db, NOW);
    const rows = await database.db.selectFrom('set_up_link').selectAll().execute();
    assert.deepEqual(rows, [{ token_hash: hashToken(token), expires_at: new Date(NOW + SET_UP_LINK_TTL_MS) }]);
  });
});

test('set-up: a statewide desk, a name of its own, and a form in place of a chat are written as they were chosen', () => {
  const form = 'https://kent.example/ask';
  const read = readSetUp(typed({ ...KENT, chat: '', form, desk: 'statewide', deskName: 'Ask Here desk' }));
  assert.ok('registration' in read);
  const { desk, library } = read.registration;
  assert.deepEqual([desk.id, desk.tier, desk.name], ['statewide', 'statewide', 'Ask Here desk']);
  assert.deepEqual([library.queues, library.live], [{ statewide: { queue: 'statewide' } }, false]);
  assert.equal(library.fallback.form, form);
});
