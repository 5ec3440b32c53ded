import type { AddressInfo, Socket } from 'node:net';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { WEEKDAYS, type WeeklyRule } from '@askusnow/sdk/contract';
import { createLiveAvailability, type LiveAvailability } from '../../../server/src/availability/live.ts';
import type { ChangeFeed } from '../../../server/src/availability/schedule-confirmation.ts';
import { availabilityRoutes } from '../../../server/src/availability/routes.ts';
import type { Clock } from '../../../server/src/platform/clock.ts';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createPush, type Push, type PushDeps } from '../../../server/src/availability/push/push.ts';
import { pushRoutes } from '../../../server/src/availability/push/routes.ts';
import { eventually } from '../waiting.ts';

/** A Monday, 10:00 in New York. */
export const MONDAY_10 = '2026-05-04T14:00:00.000Z';

const weekly = (open: string, close: string): string =>
  JSON.stringify([{ days: [...WEEKDAYS], open, close }] satisfies WeeklyRule[]);

/**
 * Three libraries, all in New York: harford names its own desk (09–17), the statewide (08–22) and the global one (24/7);
 * carroll the latter two without a chat address at the global; garrett its own desk alone, hours unknown.
 */
export async function addDesks({ db }: Database): Promise<void> {
  const queue = { zone: 'America/New_York', seasons: '[]', exceptions: '[]', closed_until: null, edited_at: null };
  await db
    .insertInto('queue')
    .values([
      { ...queue, id: 'harford-desk', name: 'Harford desk', tier: 'local', weekly: weekly('09:00', '17:00') },
      { ...queue, id: 'garrett-desk', name: 'Garrett desk', tier: 'local', weekly: null },
      { ...queue, id: 'state', name: 'Statewide desk', tier: 'statewide', weekly: weekly('08:00', '22:00') },
      { ...queue, id: 'world', name: 'Global desk', tier: 'global', weekly: weekly('00:00', '24:00') },
    ])
    .execute();
  const library = {
    zone: 'America/New_York',
    live: true,
    fallback_phone: null,
    fallback_form: null,
    fallback_page: null,
  };
  await db
    .insertInto('library')
    .values([
      { ...library, id: 'carroll', name: 'Carroll' },
      { ...library, id: 'garrett', name: 'Garrett', live: false },
      { ...library, id: 'harford', name: 'Harford' },
    ])
    .execute();
  const chat = (tier: string) => `https://chat.example.org/${tier}`;
  await db
    .insertInto('library_queue')
    .values([
      { library_id: 'harford', tier: 'local', queue_id: 'harford-desk', chat_url: chat('harford') },
      { library_id: 'harford', tier: 'statewide', queue_id: 'state', chat_url: chat('state') },
      { library_id: 'harford', tier: 'global', queue_id: 'world', chat_url: chat('world') },
      { library_id: 'carroll', tier: 'statewide', queue_id: 'state', chat_url: chat('state') },
      { library_id: 'carroll', tier: 'global', queue_id: 'world', chat_url: null },
      { library_id: 'garrett', tier: 'local', queue_id: 'garrett-desk', chat_url: chat('garrett') },
    ])
    .execute();
}

/** Closes a queue, or opens it again, as another node would: written, then announced. */
export async function closeQueue({ db, changes }: Database, id: string, until: string | null): Promise<void> {
  await db.updateTable('queue').set({ closed_until: until }).where('id', '=', id).execute();
  await changes.publish(`queue:${id}`);
}

/** One node that answers from a database which others may share. */
export interface AnsweringNode {
  registry: Registry;
  live: LiveAvailability;
  push: Push;
  errors: Error[];
  url: string;
  port: number;
  close(): Promise<void>;
}

/** `changeFeed`: absent, every change has always arrived. */
export async function startAnswering(
  database: Database,
  clock: Clock,
  {
    changeFeed = { caughtUpAtMs: () => clock.now(), onCaughtUp: () => () => undefined },
    ...pushOptions
  }: Partial<PushDeps> & { changeFeed?: ChangeFeed } = {},
): Promise<AnsweringNode> {
  const errors: Error[] = [];
  const registry = await createRegistry(database);
  const live = await createLiveAvailability({
    database,
    registry,
    clock,
    changeFeed,
    onError: (error) => errors.push(error),
  });
  const push = createPush({ live, clock, ...pushOptions });
  const app = Fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  await app.register(availabilityRoutes({ live, clock, config: { secure: true, simulated: false } }));
  await app.register(pushRoutes({ live, push }));
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => sockets.add(socket));
  await app.listen({ host: '127.0.0.1', port: 0 });
  // A test that fails before it closes its node must not keep the file's process, and with it the whole run, alive.
  app.server.unref();
  const { port } = app.server.address() as AddressInfo;
  return {
    registry,
    live,
    push,
    errors,
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      const closed = app.close();
      await eventually(() => push.streamCount() === 0);
      // One that a client has opened and not used yet would be waited for, for a minute.
      for (const socket of sockets) socket.destroySoon();
      await closed;
      await live.close();
      await registry.close();
    },
  };
}

/** Heartbeats are the source of all desks, or of one. */
export async function watchHeartbeats(
  { database, registry }: { database: Database; registry: Registry },
  queue?: string,
): Promise<void> {
  const update = database.db.updateTable('queue').set({ presence: JSON.stringify({ kind: 'heartbeat' }) });
  await (queue === undefined ? update : update.where('id', '=', queue)).execute();
  await registry.reload();
}
