// What an account or a library may have or do only so often: the request past the limit is refused with a sentence.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import {
  addContact,
  addNote,
  addRecipient,
  askForAssistance,
  callForHelp,
  checkContact,
  isProblemError,
  openFollowUp,
  proposeTopic,
  revealSealedField,
  setProposalState,
  setSealedField,
  stepFollowUp,
} from '@askusnow/sdk';
import { QUOTAS } from '../../../server/src/accounts/quota-use-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

/** Retry-After says more; no client is asked to wait longer than this at once. */
const ASKED_MS = HOUR_MS;

/** "409 Your account has …", and how long to wait. */
const refusalOf = (asked: Promise<unknown>): Promise<[string, number | undefined]> =>
  asked.then(
    () => assert.fail('was accepted'),
    (error: unknown) => {
      assert.ok(isProblemError(error), String(error));
      assert.equal(error.problem.code, 'quota-reached');
      return [`${error.problem.status} ${error.problem.detail}`, error.retryAfterMs];
    },
  );

withApp({
  now: '2026-11-24T14:00:00Z',
  peers: { mail: () => startMailServer({}) },
  environment: ({ mail }) => ({
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'askusnow@state.example' },
    SEAL_KEY: randomBytes(32).toString('base64'),
  }),
  as: { liaison: ['liaison', 'harford'] },
}).describe('quotas', (on) => {
  let account: number;
  before(async () => {
    const found = await on.app.database.db.selectFrom('account').select('id').executeTakeFirstOrThrow();
    account = found.id;
  });

  /** All of a day's uses, four hours ago. */
  const useUp = (quota: keyof typeof QUOTAS) =>
    sql`insert into quota_use (account_id, quota, at)
        select ${account}, ${quota}, ${new Date(on.clock.now() - 4 * HOUR_MS)} from generate_series(1, ${QUOTAS[quota].max})`.execute(
      on.app.database.db,
    );

  test('quotas: twenty topics wait for an agenda, also of those that are proposed again', async () => {
    const propose = (n: number) => proposeTopic(on.liaison, { title: `Topic ${n}`, detail: '' });
    const first = await propose(1);
    const withdrawn = await setProposalState(on.liaison, first.id, {
      ...{ revision: first.revision, state: 'withdrawn', meeting: null },
    });
    for (let n = 2; n <= 21; n++) await propose(n);
    const sentence =
      '409 Your account has 20 topics that wait for an agenda, which is the maximum. Withdraw one, or wait until the coordinator has put one on an agenda.';
    assert.deepEqual(await refusalOf(propose(22)), [sentence, undefined]);
    const again = { revision: withdrawn.revision, state: 'proposed', meeting: null } as const;
    assert.equal((await refusalOf(setProposalState(on.liaison, first.id, again)))[0], sentence);
  });

  test('quotas: five hundred follow-ups that an account has opened one by one are open', async () => {
    const open = (reference: string) => openFollowUp(on.liaison, { library: 'cecil', reference });
    const first = await open('AA-1');
    const ended = await stepFollowUp(on.liaison, first.id, { step: 'withdraw', revision: first.revision });
    await sql`insert into follow_up (library_id, reference, due_on, opened_at, opened_by)
        select 'cecil', 'BB-' || n, '2026-11-27', now(), ${account} from generate_series(1, 500) as n`.execute(
      on.app.database.db,
    );
    const sentence = '409 Your account has 500 open follow-ups, which is the maximum. Resolve or withdraw one first.';
    assert.equal((await refusalOf(open('AA-2')))[0], sentence);
    const undo = { step: 'undo', revision: ended.revision } as const;
    assert.equal((await refusalOf(stepFollowUp(on.liaison, first.id, undo)))[0], sentence);
    // Those of a list have a limit of their own.
    await sql`update follow_up set from_list = true where reference = 'BB-1'`.execute(on.app.database.db);
    assert.equal((await open('AA-2')).state, 'open');
  });

  test('quotas: a library has a hundred notes', async () => {
    await sql`insert into library_note (library_id, date, text, by)
        select 'harford', '2026-11-01', 'Note ' || n, 'x' from generate_series(1, 100) as n`.execute(
      on.app.database.db,
    );
    assert.equal(
      (await refusalOf(addNote(on.liaison, 'harford', { date: '2026-11-02', text: 'One more' })))[0],
      '409 A library can have 100 notes. Remove one first.',
    );
  });

  test('quotas: fifty help requests a day', async () => {
    const recipient = { tier: 'local', library: 'harford', channel: 'atom', address: null } as const;
    await addRecipient(on.liaison, { ...recipient, kinds: ['assistance-opened'] });
    await useUp('help-requests');
    const gap = { start: '2026-11-24T13:00:00Z', end: null };
    const refused = [
      '429 Your account can open 50 help requests in 24 hours. The next one is possible in 20 hours.',
      ASKED_MS,
    ];
    assert.deepEqual(
      await refusalOf(askForAssistance(on.liaison, 'harford', { queue: 'harford-desk', reason: 'by-hand', gap })),
      refused,
    );
    assert.deepEqual(await refusalOf(callForHelp(on.liaison, 'harford-desk', {})), refused);
  });

  test('quotas: thirty reveals a day', async () => {
    await setSealedField(on.liaison, 'harford', 'pin', { label: 'PIN', value: '73519', revision: 0 });
    await revealSealedField(on.liaison, 'harford', 'pin');
    await useUp('reveals');
    assert.deepEqual(await refusalOf(revealSealedField(on.liaison, 'harford', 'pin')), [
      '429 Your account can reveal 30 sealed fields in 24 hours. The next one is possible in 20 hours.',
      ASKED_MS,
    ]);
  });

  test('quotas: ten mails to contacts a day, three to an address; changing the contact makes no room', async () => {
    const contact = { name: 'Win a prize', phone: null, email: 'a@b.example', page: null, note: null, revision: 0 };
    const ask = async (n: number, email = contact.email) => {
      const { id } = await addContact(on.liaison, 'harford', { ...contact, name: `Win a prize ${n}`, email });
      return checkContact(on.liaison, 'harford', id, { to: 'contact' });
    };
    for (let n = 1; n <= 3; n++) await ask(n);
    assert.deepEqual(await refusalOf(ask(4)), [
      '429 An address is asked by 3 mails in 24 hours at most. The next one is possible in 24 hours.',
      ASKED_MS,
    ]);
    for (let n = 5; n <= 11; n++) await ask(n, `${n}@b.example`);
    assert.equal(
      (await refusalOf(ask(12, '12@b.example')))[0],
      '429 Your account can ask 10 contacts by mail in 24 hours. The next one is possible in 24 hours.',
    );
    await eventually(() => on.mail.mails.length === 10);
    // Nothing in it that the account has written.
    for (const each of on.mail.mails)
      assert.deepEqual(on.mail.header(each, 'subject'), ['Is this contact still right?']);
  });
});
