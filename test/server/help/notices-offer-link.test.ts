// The link in a mail about an offered hour, over a real mail server: it takes that hour once, within a day, by a press alone.
import assert from 'node:assert/strict';
import Fastify, { type FastifyInstance } from 'fastify';
import { after, before, test } from 'node:test';
import { createTokenLookups } from '../../../server/src/platform/http/token-lookups.ts';
import { change } from '../../../server/src/platform/audit/change.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { offerLinkRoutes } from '../../../server/src/help/notices/offer-link-routes.ts';
import { findOfferLink, OFFER_LINK_HOURS } from '../../../server/src/help/notices/offer-link-store.ts';
import { mailEnvironment, mailText } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { addRecipient, aNotice } from '../../support/data/notices.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const LINK = /\/offers\/([\w-]{43})/;

withApp({
  now: '2026-11-16T17:00:00Z',
  desks: true,
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { harford: ['liaison', 'harford'], garrett: ['liaison', 'garrett'] },
}).describe('offer link', (on) => {
  let pages: FastifyInstance;
  let told = 0;
  const db = () => on.app.database.db;

  /** What takes an offered hour: one that is open, and no other. */
  const accept: Parameters<typeof offerLinkRoutes>[0]['accept'] = ({ id, library }, made) =>
    change(on.app.database, null, made, async (trx, record) => {
      const taken = await trx
        .updateTable('cover_offer')
        .set({ state: 'accepted', taken_by: library, decided_at: new Date(made.atMs) })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .returning('id')
        .executeTakeFirst();
      if (taken === undefined) throw new Refusal(409, 'not-now', 'Another library has taken this hour.');
      record.entry({ subject: `library:${library}`, action: 'cover-accepted', before: null, after: { id } });
    });

  before(async () => {
    const { database, registry, config } = on.app;
    pages = Fastify();
    const lookups = createTokenLookups(on.clock);
    await pages.register(offerLinkRoutes({ config, database, clock: on.clock, registry, lookups, accept }));
    await db()
      .updateTable('account')
      .set({ email: 'liaison@harford.example', email_confirmed: true })
      .where('id', 'in', db().selectFrom('account_library').select('account_id').where('library_id', '=', 'harford'))
      .execute();
    for (const address of ['Liaison@harford.example', 'desk@harford.example'])
      await addRecipient(database, { address, kinds: ['announcement'] });
  });
  after(() => pages.close());

  const accountId = async (): Promise<number> =>
    (
      await db()
        .selectFrom('account')
        .select('id')
        .where('email', '=', 'liaison@harford.example')
        .executeTakeFirstOrThrow()
    ).id;

  /** Garrett gives an hour, two days ahead; the token that harford's liaison is mailed. */
  async function offer(): Promise<{ id: number; token: string }> {
    const startMs = on.clock.now() + 48 * HOUR_MS;
    const { id } = await db()
      .insertInto('cover_offer')
      .values({
        ...{ queue_id: 'state', library_id: 'garrett', service: 'statewide', reason: 'illness', by: 'Garrett' },
        ...{ starts_at: new Date(startMs), ends_at: new Date(startMs + HOUR_MS), offered_at: new Date(on.clock.now()) },
        ...{ taken_by: null, decided_at: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    told += 1;
    const notice = aNotice({ key: `offer:${id}`, kind: 'announcement', subject: `Hour ${told}`, atMs: on.clock.now() });
    on.mail.mails.length = 0;
    await db()
      .transaction()
      .execute((trx) => notify(trx, { ...notice, offer: id }));
    await eventually(() => on.mail.mails.length === 2);
    const mailOf = (address: string) => mailText(on.mail.mails.find(({ to }) => to[0] === address)!);
    assert.doesNotMatch(mailOf('desk@harford.example'), LINK, 'no account has that address');
    return { id, token: LINK.exec(mailOf('Liaison@harford.example'))![1]! };
  }
  /** From the running server: under the policies of its rows, too. */
  async function get(token: string) {
    const reply = await fetch(`${on.app.url}/offers/${token}`);
    return { statusCode: reply.status, body: await reply.text() };
  }
  const press = (token: string, origin = on.app.config.publicUrl) =>
    pages.inject({
      ...{ method: 'POST', url: `/offers/${token}`, payload: '' },
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    });
  const stateOf = async (id: number) =>
    (await db().selectFrom('cover_offer').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

  test('offer link: opened by whatever reads mails it changes nothing; pressed it takes the hour once, and the log says who', async () => {
    const { id, token } = await offer();
    for (let times = 0; times < 3; times++) {
      const page = await get(token);
      assert.equal(page.statusCode, 200);
      assert.match(page.body, /Garrett[^]* cannot work at Statewide desk from [^]*Harford[^]* takes this hour/);
    }
    assert.equal(await stateOf(id), 'open');
    assert.equal((await press(token, 'https://elsewhere.example')).statusCode, 403);
    const both = await Promise.all([press(token), press(token)]);
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 410]);
    assert.deepEqual([await stateOf(id), (await get(token)).statusCode], ['accepted', 410]);
    const entries = await db()
      .selectFrom('audit_entry')
      .select(['subject', 'action', 'account_id'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    const account_id = await accountId();
    assert.deepEqual(entries, [
      { subject: 'library:harford', action: 'cover-accepted', account_id },
      { subject: 'library:harford', action: 'offer-link-used', account_id },
    ]);
    const stored = [
      await db().selectFrom('notice_delivery').selectAll().execute(),
      await db().selectFrom('offer_link').selectAll().execute(),
    ];
    await eventually(async () =>
      (await db().selectFrom('notice_delivery').select('token').execute()).every((row) => row.token === null),
    );
    assert.ok(!JSON.stringify(stored[1]).includes(token), 'only its hash is kept');
  });

  test('offer link: ends after a day, once the hour is taken, and where the account may not act for the library any more', async () => {
    const { id, token } = await offer();
    on.clock.advance(OFFER_LINK_HOURS * HOUR_MS - 1);
    assert.equal((await get(token)).statusCode, 200);
    on.clock.advance(1);
    assert.deepEqual([(await press(token)).statusCode, await stateOf(id)], [410, 'open']);
    const taken = await offer();
    await accept(
      { id: taken.id, library: 'harford' },
      { by: { id: null, label: 'test' } as never, atMs: on.clock.now() },
    );
    assert.equal((await press(taken.token)).statusCode, 410);
    const account = await accountId();
    const setRole = (role: 'liaison' | 'viewer') =>
      db().updateTable('account').set({ role }).where('id', '=', account).execute();
    const later = await offer();
    await setRole('viewer');
    assert.deepEqual([(await press(later.token)).statusCode, await stateOf(later.id)], [410, 'open']);
    await setRole('liaison');
    assert.equal((await get(later.token)).statusCode, 200);
    assert.equal((await press('x'.repeat(43))).statusCode, 410);
  });

  test('offer link: mutant: one that acts on GET takes the hour when a mail program looks at it', async () => {
    const { id, token } = await offer();
    const naive = Fastify();
    naive.get<{ Params: { token: string } }>('/offers/:token', async ({ params }) => {
      const link = await findOfferLink(db(), params.token, on.clock.now());
      await accept({ id: link!.offer, library: link!.library }, { by: link!.account, atMs: on.clock.now() });
      return 'done';
    });
    await naive.inject({ url: `/offers/${token}` });
    await naive.close();
    assert.equal(await stateOf(id), 'accepted');
  });
});
