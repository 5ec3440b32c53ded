// What an account has made that works without it is listed before its end, and ends with it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import {
  addDesk,
  addRecipient,
  addReportShare,
  deleteAccountData,
  endAccount,
  getAccountCredentials,
  getAccounts,
  getReportShares,
  makeCalendarLink,
  makeToken,
  sendDeskHeartbeat,
} from '@askusnow/sdk';
import { credentialListSchema } from '@askusnow/sdk/contract';
import { COMMAND_LINE } from '../../../server/src/accounts/account-audit-store.ts';
import { endAccount as endInStore } from '../../../server/src/accounts/account-store.ts';
import { MIGRATIONS } from '../../../server/src/schema.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { watchHeartbeats } from '../../support/data/desks.ts';

const LISTED = [
  { kind: 'api-token', name: 'Monthly' },
  { kind: 'atom-address', name: '=Harford, "County"' },
  { kind: 'calendar-address', name: 'Harford desk' },
  { kind: 'desk-token', name: 'Front, Harford desk' },
  { kind: 'report-link', name: '=Harford, "County"' },
];

withApp({ as: { coordinator: ['coordinator'] } }).describe('the end of what an account has made', (on) => {
  let desks = 0;
  before(() => watchHeartbeats(on.app));

  /** An account with one of each, and what tells which of them still work. */
  async function makeAll(desk = 'Front', libraries = ['harford']) {
    const as = await on.signIn('liaison', libraries);
    const token = await makeToken(as, { name: 'Monthly', scopes: ['metrics:read'], days: 90 });
    const tokens = await on.app.database.db
      .selectFrom('api_token')
      .select('account_id')
      .orderBy('id', 'desc')
      .execute();
    const id = tokens[0]!.account_id;
    const { token: deskToken } = await addDesk(as, 'harford-desk', { name: desk });
    const calendar = await makeCalendarLink(as, 'harford-desk');
    const atom = { tier: 'local', library: 'harford', channel: 'atom', address: null } as const;
    const { feed } = await addRecipient(as, { ...atom, kinds: ['assistance-opened'] });
    const { link } = await addReportShare(as, 'harford', { days: 30 });
    const at = (address: string) => on.app.url + new URL(address).pathname;
    const bearer = { headers: { authorization: `Bearer ${token.secret}` } };
    const works = async () => {
      const replies = [
        await fetch(`${on.app.url}/v1/libraries/harford/metrics`, bearer),
        ...(await Promise.all([calendar.url, feed!, link].map((address) => fetch(at(address))))),
      ];
      const beat = await sendDeskHeartbeat({ endpoint: on.app.url }, deskToken, {
        state: 'available',
        seq: ++desks,
      }).then(
        () => 202,
        (error: { problem: { status: number } }) => error.problem.status,
      );
      return [...replies.map(({ status }) => status), beat];
    };
    return { id, works };
  }

  test('account end: the coordinator sees what ends with it, and the answer lists what has ended', async () => {
    const [{ id, works }, other] = [await makeAll(), await makeAll('Back', ['cecil', 'harford'])];
    assert.deepEqual(await works(), [200, 200, 200, 200, 202]);
    const listed = await getAccountCredentials(on.coordinator, id);
    assert.deepEqual(credentialListSchema.parse(listed), { credentials: LISTED });
    assert.deepEqual(await endAccount(on.coordinator, id), { credentials: LISTED });
    assert.deepEqual(await works(), [401, 404, 404, 404, 401]);
    assert.deepEqual(await other.works(), [200, 200, 200, 200, 202], 'what others have made stays');
    assert.equal((await problemOf(getAccountCredentials(on.coordinator, id))).status, 404);
    const { rows } = await sql<{ action: string }>`
        select action from audit_entry where action ~ 'dropped|removed|share-ended|account-ended' order by id desc limit 5`.execute(
      on.app.database.db,
    );
    assert.deepEqual(rows.map(({ action }) => action).sort(), [
      'account-ended',
      'calendar-addresses-dropped',
      'desk-removed',
      'recipient-removed',
      'report-share-ended',
    ]);
  });

  test('account end: what an interrupted end has left is ended by the same request; so it is by the deletion of its data', async () => {
    const [first, second] = [await makeAll('Left'), await makeAll('Right', ['cecil', 'harford'])];
    await endInStore(on.app.database, first.id, { by: COMMAND_LINE, atMs: Date.now(), keepLast: true });
    assert.equal((await problemOf(endAccount(on.coordinator, first.id))).status, 404);
    await deleteAccountData(on.coordinator, second.id);
    for (const { works } of [first, second]) assert.deepEqual(await works(), [401, 404, 404, 404, 401]);
  });

  test('account end: mutant: an end of the account alone leaves its addresses and links open', async () => {
    const { id, works } = await makeAll('Mutant');
    await endInStore(on.app.database, id, { by: COMMAND_LINE, atMs: Date.now(), keepLast: true });
    assert.deepEqual(await works(), [401, 200, 200, 200, 202]);
  });

  test('account end: an earlier link belongs to the account that the audit log names', async () => {
    const { id } = await makeAll('Earlier');
    await sql`update report_share set made_by = null`.execute(on.app.database.db);
    const step = Object.values(MIGRATIONS)
      .flat()
      .find((each) => typeof each === 'string' && each.startsWith('update report_share set made_by'));
    await sql.raw(step as string).execute(on.app.database.db);
    const { shares } = await getReportShares(on.coordinator, 'harford');
    const { label } = (await getAccounts(on.coordinator, { q: 'liaison harford' })).accounts.find(
      (each) => each.id === id,
    )!;
    assert.equal(shares[0]!.by, label);
    const { credentials } = await getAccountCredentials(on.coordinator, id);
    assert.ok(credentials.some(({ kind }) => kind === 'report-link'));
  });
});
