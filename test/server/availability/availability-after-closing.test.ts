// A desk that goes on sending after it has closed: shown for as long as the cooperative's file says, then closed, without traffic.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  getCoverageNow,
  getQueuePresence,
  sendHeartbeat,
  type AfterClosing,
  type Availability,
  type DeskState,
} from '@askusnow/sdk';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { untilHoursConfirmed } from '../../support/app/confirmed-hours.ts';
import { withApp } from '../../support/app/fixture.ts';
import { oneLibrary } from '../../support/app/one-library.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

/** In New York it is four hours less: 09:00 to 17:00. */
const at = (clock: string): string => `2026-05-04T${clock}.000Z`;
const FILE = oneLibrary({ origin: 'https://www.harford.example.org', chat: 'https://chat.example.org/' })
  .replace('open: "00:00", close: "24:00"', 'open: "09:00", close: "17:00"')
  .replace('tier: local,', 'tier: local, presence: { kind: heartbeat },');
const withBound = (minutes: number): string =>
  FILE.replace('name: Test cooperative', `name: Test cooperative\n  afterClosingMin: ${minutes}`);

withApp({
  now: at('20:58:00'),
  cooperative: FILE,
  as: { desk: ['desk', 'desk'], harford: ['liaison', 'harford'] },
}).describe('after closing', (on) => {
  const answer = async (): Promise<Availability> =>
    (await (await fetch(`${on.app.url}/v1/libraries/harford/availability`)).json()) as Availability;
  const stateOf = ({ state, evidence, validUntil, nextChange }: Availability) => [
    state,
    evidence,
    validUntil,
    nextChange,
  ];
  /** By a step where it is far, until hours are confirmed anew. */
  const goTo = async (iso: string): Promise<void> => {
    const nearMs = Date.parse(iso) - 600_000;
    if (on.clock.now() < nearMs) {
      on.clock.set(new Date(nearMs).toISOString());
      await untilHoursConfirmed(on.app, on.clock, 'harford', Date.parse(iso));
    }
    on.clock.set(iso);
  };
  const beat = async (state: DeskState = 'available'): Promise<void> => {
    await sendHeartbeat(on.desk, 'desk', { state, seq: on.clock.now() });
    const sampledAtMs = on.clock.now();
    await eventually(() => on.app.presence.observation('desk')?.sampledAtMs === sampledAtMs);
  };
  const staffSee = async (): Promise<AfterClosing> => {
    const { afterClosing } = await getQueuePresence(on.desk, 'desk');
    const [queue] = (await getCoverageNow(on.harford)).queues;
    assert.deepEqual(queue!.afterClosing, afterClosing, 'the desk’s page and Coverage agree');
    return afterClosing;
  };
  const take = (text: string) => {
    const by = { fileName: 'cooperative.yaml', variables: {}, egressAllow: [], replace: false, by: 'test' };
    return importCooperative(on.app.database, text, { ...by, nowMs: on.clock.now() });
  };
  before(() => beat('away'));

  test('after closing: a desk that still sends is available for two hours, and closed to the second without traffic', async () => {
    await goTo(at('20:59:30'));
    await beat();
    assert.deepEqual(stateOf(await answer()), ['available', 'observed', at('21:00:00'), at('21:00:00')]);
    assert.equal(await staffSee(), null);

    await goTo(at('21:00:30'));
    await beat();
    assert.deepEqual(stateOf(await answer()), ['available', 'observed', at('21:02:00'), at('23:00:00')]);
    assert.deepEqual(await staffSee(), { closedAt: at('21:00:00'), shown: true, until: at('23:00:00') });

    await goTo(at('22:59:30'));
    await beat();
    const before = await answer();
    assert.deepEqual(stateOf(before), ['available', 'observed', at('23:00:00'), at('23:00:00')]);
    const stream = readStream(Number(new URL(on.app.url).port), '/v1/availability/stream?library=harford');
    const told = () =>
      stream.events.filter(({ event }) => event === 'availability').map(({ data }) => data as Availability);
    await eventually(() => told().length === 1);
    on.clock.advance(29_999);
    assert.equal(on.app.live.gist('harford')?.state, 'available', 'a millisecond before');
    on.clock.advance(1);
    assert.equal(on.app.live.frame('harford')?.availability.state, 'closed');
    on.clock.advance(1_000);
    await eventually(() => told().length === 2);
    const [, closed] = told();
    assert.deepEqual(stateOf(closed!).toSpliced(2, 1), ['closed', 'scheduled', '2026-05-05T13:00:00.000Z']);
    stream.close();

    await beat('busy');
    assert.equal((await answer()).state, 'closed', 'what it sends then is not shown');
    assert.deepEqual(await staffSee(), {
      closedAt: at('21:00:00'),
      shown: false,
      until: '2026-05-05T12:30:00.000Z',
    });
  });

  test('after closing: the record of what patrons were shown turns at that instant', async () => {
    const shown = () =>
      on.app.database.db
        .selectFrom('availability_interval')
        .select(['started_at', 'state'])
        .where('library_id', '=', 'harford')
        .orderBy('started_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
    // Not the record of an earlier closing: what patrons are shown is written after they are shown it.
    const openedAt = at('22:59:30');
    await eventually(async () => (await shown()).started_at.toISOString() > openedAt);
    assert.deepEqual(await shown(), { started_at: new Date(at('23:00:00')), state: 'closed' });
  });

  test('after closing: staff who sign in half an hour before opening are shown, and no earlier', async () => {
    await goTo('2026-05-05T12:29:30.000Z');
    await beat();
    const [state, evidence, validUntil] = stateOf(await answer());
    assert.deepEqual([state, evidence, validUntil], ['closed', 'scheduled', '2026-05-05T12:30:00.000Z']);
    on.clock.advance(30_000);
    assert.deepEqual(stateOf(await answer()).slice(0, 2), ['available', 'observed']);
    assert.equal(await staffSee(), null);
  });

  test('after closing: the cooperative’s file sets the time, and an import applies it at once; wrong values are named', async () => {
    await goTo('2026-05-05T22:30:00.000Z');
    await beat();
    assert.equal((await answer()).state, 'available');
    assert.match(JSON.stringify(await take(withBound(0))), /minutes shown after closing/);
    await eventually(async () => (await answer()).state === 'closed');
    await take(withBound(120));
    await eventually(async () => (await answer()).state === 'available');
    for (const minutes of [-1, 1441, 1.5])
      assert.match(
        JSON.stringify(await take(withBound(minutes))),
        /"field":"cooperative.afterClosingMin","message":"should be/,
        String(minutes),
      );
  });
});
