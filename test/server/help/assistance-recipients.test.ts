// A tier counts as notified only if its own notice reaches a recipient.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoticeKind, Tier } from '@askusnow/sdk/contract';
import type { SentKind } from '../../../server/src/help/notices/notice.ts';
import { openHelp, takeStep, type StoreDeps } from '../../../server/src/help/assistance/store.ts';
import type { Config } from '../../../server/src/platform/config.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { addRecipient } from '../../support/data/notices.ts';

const NOW = Date.parse(MONDAY_10);
const PERSON = { id: null, label: 'Harford liaison' };

const depsOf = (database: Database, mail: Config['mail'] = null): StoreDeps => ({
  database,
  config: { publicUrl: 'https://ask.example.org', mail },
});
const ask = (deps: StoreDeps) => {
  const gap = { startMs: NOW, endMs: null };
  const opening = { library: 'harford', queue: 'harford-desk', reason: 'by-hand', note: null, ...gap } as const;
  return openHelp(deps, opening, PERSON, NOW, false);
};
/** At which tiers who of the recipients was told. */
const toldOf = async ({ db }: Database): Promise<[Tier, SentKind, number][]> =>
  (
    await db
      .selectFrom('notice_delivery')
      .innerJoin('notice', 'notice.id', 'notice_id')
      .select(['tier', 'kind', 'recipient_id'])
      .orderBy('at')
      .orderBy('recipient_id')
      .execute()
  ).map(({ tier, kind, recipient_id }) => [tier, kind, recipient_id]);

forEachEngine((_engine, open) => {
  test('recipients: a tier without recipients of its kind is skipped at once', async () => {
    const database = await open();
    await addDesks(database);
    const add = (tier: Tier, kind: NoticeKind) => addRecipient(database, { tier, channel: 'atom', kinds: [kind] });
    await add('local', 'assistance-escalated');
    await add('statewide', 'assistance-opened');
    await assert.rejects(ask(depsOf(database)), { code: 'no-recipient' });
    const world = await add('global', 'assistance-escalated');
    assert.equal((await ask(depsOf(database))).standing.owner, 'global');
    assert.deepEqual(await toldOf(database), [['global', 'assistance-escalated', world]]);
  });

  test('recipients: a request given back notifies by the kind of its tier', async () => {
    const database = await open();
    await addDesks(database);
    const kinds: NoticeKind[] = ['assistance-escalated'];
    const state = await addRecipient(database, { tier: 'statewide', channel: 'atom', kinds });
    const deps = depsOf(database);
    const { id, standing } = await ask(deps);
    const taken = { step: 'taken', taker: { library: 'carroll' } } as const;
    const step = { id, by: PERSON, note: null };
    await takeStep(deps, { ...step, made: taken, revision: standing.revision }, NOW + 1);
    await takeStep(deps, { ...step, made: { step: 'released' }, revision: standing.revision + 1 }, NOW + 2);
    assert.deepEqual(await toldOf(database), Array(2).fill(['statewide', 'assistance-escalated', state]));
  });

  test('recipients: email counts only if a mail server is set up', async () => {
    const MAIL = { smtpUrl: 'smtp://mail.example.org', from: 'ask@example.org' };
    const database = await open();
    await addDesks(database);
    await addRecipient(database, { channel: 'email' });
    await assert.rejects(ask(depsOf(database)), { code: 'no-recipient' });
    assert.equal((await ask(depsOf(database, MAIL))).standing.owner, 'local');
  });
});
