// A notice commits with its cause, once, for every recipient of its kind.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { NoticeKind } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { claimDelivery } from '../../../server/src/help/notices/outbox-store.ts';
import { loadSubscriptions, loadReached, notify } from '../../../server/src/help/notices/notices.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';
import { eventually } from '../../support/waiting.ts';

forEachEngine((_engine, open) => {
  let database: Database;
  const recipients: Record<string, number> = {};
  const tellIt = (notice = aNotice()) => database.db.transaction().execute((trx) => notify(trx, notice));
  const told = async (key: string) =>
    (await deliveriesOf(database)).filter((row) => row.key === key).map(({ recipient_id }) => recipient_id);

  before(async () => {
    database = await open();
    await addDesks(database);
    recipients['harford'] = await addRecipient(database);
    recipients['garrett'] = await addRecipient(database, { library: 'garrett' });
    recipients['statewide'] = await addRecipient(database, { tier: 'statewide' });
    recipients['ends'] = await addRecipient(database, { kinds: ['assistance-over'] });
    recipients['feed'] = await addRecipient(database, { channel: 'atom' });
    recipients['stopped'] = await addRecipient(database);
    await database.db
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date() })
      .where('id', '=', recipients['stopped'])
      .execute();
  });

  test('outbox: a notice waits for the recipients of its tier, library and kind, and for no other', async () => {
    await tellIt();
    assert.deepEqual(await told('request:1:opened'), [recipients['harford'], recipients['feed']]);
    await tellIt(aNotice({ key: 'request:1:over', kind: 'assistance-over' }));
    assert.deepEqual(await told('request:1:over'), [recipients['harford'], recipients['ends'], recipients['feed']]);
    await tellIt(aNotice({ key: 'request:1:statewide', tier: 'statewide', kind: 'assistance-escalated' }));
    assert.deepEqual(await told('request:1:statewide'), [recipients['statewide']]);
  });

  test('outbox: a feed has its notice at once, and mail waits', async () => {
    const rows = (await deliveriesOf(database)).filter(({ key }) => key === 'request:1:opened');
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['waiting', 'sent'],
    );
  });

  test('outbox: announced again, and by two nodes at once, it is one notice', async () => {
    await tellIt(aNotice({ subject: 'Once more' }));
    await Promise.all(Array.from({ length: 5 }, () => tellIt(aNotice({ key: 'request:2:opened' }))));
    const notices = await database.db.selectFrom('notice').select(['key', 'subject']).execute();
    assert.equal(notices.filter(({ key }) => key === 'request:2:opened').length, 1);
    assert.equal(notices.find(({ key }) => key === 'request:1:opened')?.subject, aNotice().subject);
    assert.equal((await told('request:2:opened')).length, 2);
  });

  test('outbox: nothing is announced without a commit', async () => {
    const undo = new Error('undone');
    const undone = database.db.transaction().execute(async (trx) => {
      await notify(trx, aNotice({ key: 'request:3:opened' }));
      throw undo;
    });
    await assert.rejects(undone, undo);
    assert.deepEqual(await told('request:3:opened'), []);
  });

  test('outbox: every node is notified of new work at commit', async () => {
    const heard: string[] = [];
    const stop = database.changes.subscribe((payload) => heard.push(payload));
    await tellIt(aNotice({ key: 'request:5:opened' }));
    await eventually(() => heard.includes('notices'));
    stop();
  });

  test('outbox: the reach of a request goes by kind, tier and library', async () => {
    const recipientsOf = async (libraries: string[], hasMail = true, kind: NoticeKind = 'assistance-opened') => {
      const kinds = { local: kind, statewide: kind, global: kind };
      const found = await loadSubscriptions(database.db, { kinds, libraries }, hasMail);
      return found.map(({ tier, library }) => library ?? tier).sort();
    };
    assert.deepEqual(await recipientsOf(['harford', 'carroll']), ['harford', 'statewide']);
    assert.deepEqual(await recipientsOf(['carroll']), ['statewide']);
    assert.deepEqual(await recipientsOf(['harford'], false), ['harford'], 'the feed, where no mail goes out');
    assert.deepEqual(await recipientsOf(['harford'], true, 'feed-failing'), []);
  });

  test('outbox: a notice has reached those to whom it went or is on its way, not those where it failed', async () => {
    const key = 'request:6:opened';
    await tellIt(aNotice({ key }));
    const reached = async () => (await loadReached(database.db, [key, 'request:7:opened'])).get(key)?.sort();
    assert.deepEqual(await reached(), [recipients['harford'], recipients['feed']]);
    const set = (change: { state?: 'given-up'; error: string }) =>
      database.db
        .updateTable('notice_delivery')
        .from('notice')
        .whereRef('notice.id', '=', 'notice_id')
        .where('key', '=', key)
        .where('recipient_id', '=', recipients['harford']!)
        .set(change)
        .execute();
    await set({ error: 'The mail server cannot be reached.' });
    assert.deepEqual(await reached(), [recipients['feed']]);
    await set({ state: 'given-up', error: 'The mail server cannot be reached.' });
    assert.deepEqual(await reached(), [recipients['feed']]);
  });

  test('outbox: a help request is claimed before hundreds of notices that have waited longer', async () => {
    const garrett = recipients['garrett']!;
    const library = 'garrett';
    await database.db
      .updateTable('notice_recipient')
      .set({ kinds: ['announcement', 'assistance-opened'] })
      .execute();
    const nowMs = Date.parse('2026-05-05T12:00:00.000Z');
    for (const each of [1, 2, 3])
      await tellIt(
        aNotice({ key: `announcement:${each}:garrett`, kind: 'announcement', library, atMs: nowMs - 9_000 }),
      );
    await tellIt(aNotice({ key: 'request:8:opened', library, atMs: nowMs - 1_000 }));
    const others = Object.values(recipients).filter((id) => id !== garrett);
    const claimed = [];
    for (let each = 0; each < 2; each++)
      claimed.push(await claimDelivery(database.db, { nowMs, untilMs: nowMs + 60_000, except: others }));
    assert.deepEqual(
      claimed.map((delivery) => delivery?.notice.kind),
      ['assistance-opened', 'announcement'],
    );
  });
});
