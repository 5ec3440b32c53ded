// A source that names operators: those of the desk's settings stand for libraries at its clock, and no name is kept elsewhere.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  changeQueueShifts,
  getAudit,
  getDeskClock,
  getDeskRegistration,
  getQueueShifts,
  saveDeskRegistration,
  undoDeskRegistration,
  type Connection,
} from '@askusnow/sdk';
import type { DeskRegistration } from '@askusnow/sdk/contract';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { addEntries } from '../../../server/src/platform/audit/audit-store.ts';
import { byClock } from '../../../server/src/platform/audit/change.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;
const OPERATORS = [
  { name: 'Avery Sample', library: 'harford' },
  { name: 'Blake Sample', library: 'cecil' },
];

describe('presence operators', () => {
  let peer: Server;
  let app: TestApp;
  let clock: ManualClock;
  let coordinator: Connection;
  let members: { name: string; availability_status: string }[] = [];
  let source: NonNullable<DeskRegistration['presence']>;

  before(async () => {
    peer = createServer((_request, reply) => {
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify({ payload: members }));
    });
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', () => resolve()));
    const host = `127.0.0.1:${(peer.address() as AddressInfo).port}`;
    source = { kind: 'chatwoot', host, scheme: 'http', inbox: 'made-up-token' };
    clock = createManualClock(MONDAY_10);
    app = await startApp({
      ...{ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock, environment: { EGRESS_ALLOW: host } },
    });
    coordinator = connectionTo(app, await app.signIn('coordinator'));
    const { revision } = await getQueueShifts(coordinator, 'statewide');
    const shifts = [{ library: 'harford', days: ['mo' as const], start: '10:00', end: '12:00' }];
    await changeQueueShifts(coordinator, 'statewide', { shifts, revision });
    await eventually(async () => (await getDeskClock(coordinator, 'statewide')).libraries.length === 1);
  });
  after(async () => {
    await app.close();
    await new Promise((resolve) => peer.close(resolve));
  });

  const save = async (presence: object | undefined, queue = 'statewide') => {
    const { registration, revision } = await getDeskRegistration(coordinator, queue);
    return saveDeskRegistration(coordinator, queue, {
      registration: { ...registration, presence } as DeskRegistration,
      revision,
    });
  };
  const online = (...names: string[]): void => {
    members = ['Avery Sample', 'Blake Sample', 'Casey Sample'].map((name) => ({
      ...{ name, availability_status: names.includes(name) ? 'online' : 'offline' },
    }));
  };
  const here = async () => (await getDeskClock(coordinator, 'statewide')).here.map(({ library }) => library);
  /** Polls go by the clock, of which a second is a step. */
  const becomes = (...libraries: string[]) =>
    eventually(async () => {
      clock.advance(SEC);
      return JSON.stringify(await here()) === JSON.stringify(libraries);
    });

  /** The tables with a name of an operator in any column. */
  const tablesNaming = async (db: Kysely<Tables> = app.database.db): Promise<string[]> => {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(db);
    const holding: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)} as each
        where each::text ~ '(Avery|Blake|Casey) Sample'`.execute(db);
      if (rows[0]!.count > 0) holding.push(name);
    }
    return holding;
  };

  test('presence operators: a library is at the desk while its operator is online there, and leaves with its last answer; one that owes no hours is not', async () => {
    online('Avery Sample', 'Blake Sample', 'Casey Sample');
    await save({ ...source, operators: OPERATORS });
    await becomes('harford');
    const rows = await app.database.db.selectFrom('desk_press').selectAll().execute();
    assert.deepEqual(
      rows.map(({ library_id, via, by, ended_at }) => [library_id, via, by, ended_at]),
      [['harford', 'heartbeat', 'presence source', null]],
    );
    online('Casey Sample');
    await becomes();
    assert.equal(
      app.registry.queue('statewide')?.presence?.kind,
      'chatwoot',
      'somebody is there, and it is nobody of the settings',
    );
  });

  test('presence operators: no name stands in a table but the desk’s own row, nor in the audit log; the file of the cooperative has them', async () => {
    assert.deepEqual(await tablesNaming(), ['queue']);
    const { entries } = await getAudit(coordinator, { limit: 20 });
    assert.ok(
      entries.some(({ action, subject }) => action === 'registration-changed' && subject === 'queue:statewide'),
    );
    assert.match(await exportCooperative(app.database.db), /name: Avery Sample/);
  });

  test('presence operators: mutant: an entry with the settings as they are has names, and is found', async () => {
    const { registration } = await getDeskRegistration(coordinator, 'statewide');
    const naive = { subject: 'queue:statewide', action: 'registration-changed', before: null, after: registration };
    const enter = app.database.db.transaction().execute(async (trx) => {
      await addEntries(trx, byClock(clock.now()), [naive]);
      throw new Error((await tablesNaming(trx)).join());
    });
    await assert.rejects(enter, /^Error: audit_entry,queue$/);
  });

  test('presence operators: an undo of another change keeps them', async () => {
    const { registration, revision } = await getDeskRegistration(coordinator, 'statewide');
    const renamed = { registration: { ...registration, name: 'Renamed desk' }, revision };
    const stored = await saveDeskRegistration(coordinator, 'statewide', renamed);
    assert.ok(stored.undoable);
    await undoDeskRegistration(coordinator, 'statewide', { revision: stored.revision });
    const again = (await getDeskRegistration(coordinator, 'statewide')).registration;
    assert.equal(again.name, 'Statewide desk');
    assert.deepEqual(again.presence, { ...source, operators: OPERATORS });
  });

  test('presence operators: what is wrong is refused by its field', async () => {
    const fields = async (operators: unknown, queue = 'statewide') =>
      (await problemOf(save({ ...source, operators }, queue))).fields;
    const at = 'registration.presence.operators';
    assert.deepEqual(await fields([{ name: 'Avery Sample', library: 'nowhere' }]), [`${at}.0.library`]);
    assert.deepEqual(await fields([...OPERATORS, OPERATORS[0]]), [`${at}.2.name`]);
    assert.deepEqual(await fields([{ name: ' ', library: 'harford' }]), [`${at}.0.name`]);
    assert.deepEqual(await fields(OPERATORS, 'harford-desk'), [at]);
    const many = Array.from({ length: 301 }, (_, index) => ({ name: `Person ${index}`, library: 'harford' }));
    assert.deepEqual(await fields(many), [at]);
  });
});
