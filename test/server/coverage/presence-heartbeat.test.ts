// A desk says of itself that it is there; the server dates it, and believes it for 90 seconds.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import {
  addDesk,
  getDesks,
  getQueueAudit,
  getQueuePresence,
  removeDesk,
  sendDeskHeartbeat,
  sendHeartbeat,
  type Connection,
  type DeskState,
  type HeartbeatReceipt,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;
const SCRIPT = join(import.meta.dirname, '../../../examples/heartbeat.sh');
const refusal = async (promise: Promise<unknown>) => {
  const { problem } = await promise.then(
    () => assert.fail('it was taken'),
    (error: { problem: { status: number; code: string; errors?: { field: string; message: string }[] } }) => error,
  );
  return [problem.status, problem.code, ...(problem.errors ?? []).map(({ field, message }) => `${field}: ${message}`)];
};

withApp({
  now: MONDAY_10,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('heartbeats', (on) => {
  let seq = 0;

  before(async () => {
    await watch('harford-desk', { kind: 'heartbeat' });
  });
  beforeEach(async () => {
    on.clock.advance(600 * SEC);
    await on.app.database.db.deleteFrom('desk').execute();
  });

  const watch = async (queue: string, source: unknown): Promise<void> => {
    const presence = source === null ? null : JSON.stringify(source);
    await on.app.database.db.updateTable('queue').set({ presence }).where('id', '=', queue).execute();
    await on.app.registry.reload();
  };
  const beat = (token: string, state: DeskState) =>
    sendDeskHeartbeat({ endpoint: on.app.url }, token, { state, seq: (seq += 1) });
  const shown = async (): Promise<string> => {
    const { state, since } = await getQueuePresence(on.liaison, 'harford-desk');
    return `${state} for ${since === null ? '?' : (on.clock.now() - Date.parse(since)) / SEC} s`;
  };

  test('heartbeats: a script reports that somebody is there, and patrons see it as observed', async () => {
    const { token, desk } = await addDesk(on.liaison, 'harford-desk', { name: ' Reference desk ' });
    assert.deepEqual(desk, {
      id: desk.id,
      name: 'Reference desk',
      state: null,
      beatAt: null,
      seq: 0,
      hasAccount: false,
      signedInUntil: null,
    });
    assert.deepEqual(await beat(token, 'available'), {
      queue: 'harford-desk',
      state: 'available',
      seq,
      nextWithinSec: 90,
    });
    const local = () => on.app.live.frame('harford')!.availability.tiers[0]!;
    await eventually(() => local().evidence === 'observed');
    assert.equal(local().state, 'available');
    assert.equal(
      on.app.live.frame('harford')!.availability.validUntil,
      new Date(on.clock.now() + 90 * SEC).toISOString(),
    );
    await beat(token, 'busy');
    await eventually(() => local().state === 'busy');
    await beat(token, 'away');
    await eventually(() => local().state === 'nobody');
    const { desks } = await getDesks(on.liaison, 'harford-desk');
    assert.deepEqual(desks, [{ ...desk, state: 'away', beatAt: new Date(on.clock.now()).toISOString(), seq }]);
  });

  /** The script by the computer's own shell, with a clock that its pauses move. */
  const runScript = (token: string, end: string) =>
    promisify(execFile)(
      'sh',
      [
        '-c',
        `date() { [ "$1" = +%s ] && echo $T || echo 16:59; }; sleep() { T=$((T + $1)); }; . "$0"`,
        SCRIPT,
        on.app.url,
        end,
      ],
      { env: { ...process.env, TOKEN: token, T: String(Math.floor(on.clock.now() / (60 * SEC)) * 60) } },
    );

  test('heartbeats: the script of the examples reports until the shift ends, then that nobody is there, and stops', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Script' });
    const { stdout } = await runScript(token, '17:00');
    const receipts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as HeartbeatReceipt);
    assert.deepEqual(
      receipts.map(({ state }) => state),
      ['available', 'available', 'nobody'],
    );
    await eventually(async () => (await shown()).startsWith('nobody'));
    for (const end of ['', '5 PM', '25:00', '16:58'])
      await assert.rejects(runScript(token, end), /should be the end of the shift|has passed/, end);
  });

  test('heartbeats: a laptop that sleeps is unknown after 90 s, whatever the schedule says; its old page wakes and is believed', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Laptop' });
    await beat(token, 'available');
    await eventually(async () => (await shown()) === 'available for 0 s');
    on.clock.advance(90 * SEC - 1);
    assert.equal(await shown(), 'available for 89.999 s');
    on.clock.advance(1);
    assert.equal(await shown(), 'unknown for 0 s');
    assert.equal(on.app.live.frame('harford')!.availability.tiers[0]!.state, 'unknown');
    on.clock.advance(7_200 * SEC);
    await beat(token, 'available');
    await eventually(async () => (await shown()) === 'available for 0 s');
  });

  test('heartbeats: patrons see a return one minute later, and staff see from when', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Back' });
    await beat(token, 'away');
    on.clock.advance(20 * SEC);
    await beat(token, 'available');
    on.clock.advance(10 * SEC);
    await eventually(async () => (await shown()) === 'nobody for 30 s');
    const { heldUntil } = await getQueuePresence(on.liaison, 'harford-desk');
    assert.equal(heldUntil, new Date(on.clock.now() + 30 * SEC).toISOString());
    on.clock.advance(31 * SEC);
    assert.equal(await shown(), 'available for 1 s');
  });

  test('heartbeats: two desks are one queue, and one that fell silent is not kept up by the other', async () => {
    const one = await addDesk(on.liaison, 'harford-desk', { name: 'One' });
    const two = await addDesk(on.liaison, 'harford-desk', { name: 'Two' });
    await beat(one.token, 'available');
    assert.equal((await beat(two.token, 'away')).state, 'available');
    on.clock.advance(60 * SEC);
    assert.equal((await beat(two.token, 'away')).state, 'available');
    on.clock.advance(30 * SEC);
    await eventually(async () => (await shown()).startsWith('unknown'));
    assert.equal((await beat(two.token, 'away')).state, 'nobody');
  });

  test('heartbeats: an old sequence, a wrong token, a queue without heartbeats: each is refused by name, and changes nothing', async () => {
    const { token, desk } = await addDesk(on.liaison, 'harford-desk', { name: 'Strict' });
    const here: Connection = { endpoint: on.app.url };
    await sendDeskHeartbeat(here, token, { state: 'available', seq: 1_000 });
    for (const old of [1_000, 999, 0]) {
      const refused = refusal(sendDeskHeartbeat(here, token, { state: 'away', seq: old }));
      assert.deepEqual(await refused, [409, 'old-sequence', 'seq: above 1000']);
    }
    for (const wrong of ['', 'x', 'A'.repeat(43), `${token} ${token}`, token.slice(1)]) {
      assert.deepEqual(await refusal(sendDeskHeartbeat(here, wrong, { state: 'away', seq: 2_000 })), [
        401,
        'wrong-token',
      ]);
    }
    const basic = await fetch(`${on.app.url}/v1/heartbeat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"state":"away","seq":2000}',
    });
    assert.deepEqual([basic.status, basic.headers.get('www-authenticate')], [401, 'Bearer']);
    const bad = await refusal(sendDeskHeartbeat(here, token, { state: 'here' as DeskState, seq: -1 }));
    assert.deepEqual([bad[0], bad.slice(2).map((error) => String(error).split(':')[0])], [422, ['state', 'seq']]);
    await watch('harford-desk', null);
    assert.deepEqual(await refusal(sendDeskHeartbeat(here, token, { state: 'away', seq: 2_000 })), [
      409,
      'not-a-heartbeat-queue',
    ]);
    assert.deepEqual(await refusal(addDesk(on.liaison, 'harford-desk', { name: 'x' })), [409, 'not-a-heartbeat-queue']);
    assert.equal((await getQueuePresence(on.liaison, 'harford-desk')).state, null);
    await watch('harford-desk', { kind: 'heartbeat' });
    const { desks } = await getDesks(on.liaison, 'harford-desk');
    assert.deepEqual(
      desks.map(({ id, state, seq: last }) => [id, state, last]),
      [[desk.id, 'available', 1_000]],
    );
  });

  test('heartbeats: too many are refused with 429, and the last accepted status stays', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Chatty' });
    for (let count = 0; count < 30; count += 1) await beat(token, count % 2 ? 'available' : 'away');
    assert.deepEqual(await refusal(beat(token, 'away')), [429, 'too-many-heartbeats']);
    on.clock.advance(60 * SEC);
    await beat(token, 'away');
  });

  test('heartbeats: a removed desk’s token counts no more, and the others speak at once', async () => {
    const one = await addDesk(on.liaison, 'harford-desk', { name: 'One' });
    const two = await addDesk(on.liaison, 'harford-desk', { name: 'Two' });
    await beat(one.token, 'available');
    await beat(two.token, 'away');
    await removeDesk(on.liaison, 'harford-desk', one.desk.id);
    await eventually(async () => (await shown()).startsWith('nobody'));
    assert.deepEqual(await refusal(beat(one.token, 'available')), [401, 'wrong-token']);
    assert.deepEqual(await refusal(removeDesk(on.liaison, 'harford-desk', one.desk.id)), [404, 'not-found']);
  });

  test('heartbeats: removing the last desk ends its status; the queue’s history has both, with who did it', async () => {
    const { token, desk } = await addDesk(on.liaison, 'harford-desk', { name: 'Only' });
    await beat(token, 'available');
    await eventually(async () => (await shown()) === 'available for 0 s');
    on.clock.advance(10 * SEC);
    await removeDesk(on.liaison, 'harford-desk', desk.id);
    await eventually(async () => (await shown()) === 'unknown for ? s');
    await eventually(() => on.app.live.frame('harford')!.availability.tiers[0]!.state === 'unknown');
    const { entries } = await getQueueAudit(on.liaison, 'harford-desk');
    assert.deepEqual(
      entries.slice(0, 2).map(({ action, before, after, by }) => ({ action, before, after, by })),
      [
        { action: 'desk-removed', before: { desk: 'Only' }, after: null, by: 'liaison harford' },
        { action: 'desk-added', before: null, after: { desk: 'Only' }, by: 'liaison harford' },
      ],
    );
  });

  test('heartbeats: mutant: removing a desk without its status leaves the queue available without a desk', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Only' });
    await beat(token, 'available');
    await on.app.database.db.deleteFrom('desk').execute();
    on.clock.advance(89 * SEC);
    assert.equal(await shown(), 'available for 89 s');
  });

  test('heartbeats: a desk cannot lock itself out by a sequence that none could follow', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Nanoseconds' });
    const here: Connection = { endpoint: on.app.url };
    const most = on.clock.now() + 366 * 86_400 * SEC;
    for (const far of [Number.MAX_SAFE_INTEGER, on.clock.now() * 1_000, most + 1]) {
      assert.deepEqual(await refusal(sendDeskHeartbeat(here, token, { state: 'available', seq: far })), [
        422,
        'invalid-request',
        `seq: at most ${most}: the seconds or milliseconds of a clock`,
      ]);
    }
    await sendDeskHeartbeat(here, token, { state: 'available', seq: most });
    on.clock.advance(1);
    await sendDeskHeartbeat(here, token, { state: 'available', seq: most + 1 });
  });

  test('heartbeats: a queue’s accounts send from a page; only the coordinator adds desks to a shared queue', async () => {
    const desk = await on.signIn('desk', ['harford-desk']);
    const receipt = await sendHeartbeat(desk, 'harford-desk', { state: 'available', seq: (seq += 1) });
    assert.equal(receipt.state, 'available');
    const { desks, source } = await getQueuePresence(desk, 'harford-desk');
    assert.deepEqual(source, { kind: 'heartbeat', at: null });
    assert.deepEqual(
      desks.map(({ name, state }) => `${name}: ${state}`),
      ['desk harford-desk: available'],
    );
    assert.deepEqual((await refusal(getQueuePresence(desk, 'statewide'))).slice(0, 2), [404, 'unknown-queue']);
    assert.deepEqual(await refusal(getDesks(desk, 'harford-desk')), [404, 'unknown-queue']);
    await watch('statewide', { kind: 'heartbeat' });
    assert.deepEqual(await refusal(addDesk(on.liaison, 'statewide', { name: 'State' })), [403, 'not-editable']);
    await addDesk(on.coordinator, 'statewide', { name: 'State' });
    assert.deepEqual(await refusal(addDesk(on.coordinator, 'statewide', { name: 'State' })), [
      409,
      'desk-exists',
      'name: a name that no other desk of this queue has',
    ]);
  });

  test('heartbeats: no token is stored or logged', async () => {
    const { token } = await addDesk(on.liaison, 'harford-desk', { name: 'Secret' });
    await beat(token, 'available');
    const rows = await on.app.database.db.selectFrom('desk').selectAll().execute();
    assert.equal(JSON.stringify(rows).includes(token), false);
    assert.equal(on.app.log.join('').includes(token), false);
  });
});
