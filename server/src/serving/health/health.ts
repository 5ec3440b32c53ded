// In:    the database, whether it accepts writes, and this machine's clock skew.
// Out:   liveness, readiness, and both for people.
// Never: takes longer than a load balancer waits, or reports a node as dead that can serve availability from memory.
import { sql } from 'kysely';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Nodes } from '../../platform/nodes/nodes.ts';
import { createCachedCheck } from './cached-check.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { WRITE_FAULTS, type WriteCheck, type WriteFault } from './write-check.ts';

/** For load balancers, which retry every few seconds. */
const RETRY_AFTER_SEC = '5';
/** `/health` is public: the database is checked once a second, whatever the number of requests. */
const REACHABLE_EVERY_MS = 1_000;

const databaseKind = z.enum(['pglite', 'postgres']);
const versionSchema = z.string().describe("The server's version.");

const healthSchema = z
  .object({
    status: z
      .enum(['ok', 'degraded'])
      .describe('`degraded`: the database cannot be reached; availability is still served from memory.'),
    database: z.object({ kind: databaseKind, reachable: z.boolean() }),
    version: versionSchema,
    clock: z
      .object({
        state: z
          .enum(['right', 'off', 'unknown'])
          .describe(
            '`off`: corrected, and shared work is left to nodes whose clock is right. `unknown`: not measured.',
          ),
        skewMs: z
          .number()
          .nullable()
          .describe("How far this machine's clock is ahead of the database's. Units: ms; null: not known."),
      })
      .describe('The clock that nodes share is the database’s.'),
    tz: z.string().describe('Version of the time zone database that hours are expanded with.'),
    node: z.string(),
  })
  .meta({ id: 'Health' });

const livenessSchema = z
  .object({
    status: z
      .literal('live')
      .describe('This process serves availability from memory, whether or not it has a database.'),
    version: versionSchema,
  })
  .meta({ id: 'Liveness' });

const readinessSchema = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    database: z.object({
      kind: databaseKind,
      fault: z
        .enum(WRITE_FAULTS)
        .nullable()
        .describe('Why writes are not taken, by a real write of the last 10 seconds; null: they are.'),
    }),
    detail: z.string().nullable().describe('The fault in a sentence, and what to do.'),
    version: versionSchema,
  })
  .meta({ id: 'Readiness' });

const DETAILS: Readonly<Record<WriteFault, string>> = {
  away: 'The database cannot be reached. Check that it runs and that the network reaches it; this server then goes on by itself. If the password of DATABASE_URL was changed, set the new one and restart the server.',
  full: "The database's disk is full. Free space there; the server then accepts events again by itself.",
  'read-only':
    'The database accepts no writes: it is a standby, or read-only. Set DATABASE_URL to the primary, or end the read-only mode.',
  stalled: 'The database answers too slowly or not at all. Check for a lock, a full disk or a network failure.',
  failed:
    'A write failed for another reason, which is in the log. To restart an embedded database, restart the server.',
};

const isReachable = ({ db }: Database): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );

interface HealthDeps {
  database: Database;
  clock: Clock;
  runtime: Runtime;
  writeCheck: WriteCheck;
  nodes: Pick<Nodes, 'clock'>;
}

export const healthRoutes =
  ({ database, clock, runtime, writeCheck, nodes }: HealthDeps): FastifyPluginAsyncZod =>
  async (scope) => {
    const route = <const Schema extends z.ZodType>(summary: string, schema: Schema) => ({
      config: { access: 'anyone' as const },
      schema: { tags: ['operations'], summary, response: { 200: schema, 503: schema } },
    });
    const { version } = runtime;
    const { kind } = database;
    const jobs = database.for('jobs');
    const reachability = createCachedCheck(clock, {
      keptMs: () => REACHABLE_EVERY_MS,
      late: false,
      check: () => isReachable(jobs),
    });
    const withStatus = (reply: FastifyReply, isWell: boolean): FastifyReply =>
      isWell ? reply.code(200) : reply.code(503).header('retry-after', RETRY_AFTER_SEC);

    scope.get('/health', route('Whether this node can do its work', healthSchema), async (_request, reply) => {
      const reachable = await reachability.result();
      return withStatus(reply, reachable).send({
        status: reachable ? 'ok' : 'degraded',
        database: { kind, reachable },
        clock: nodes.clock(),
        ...runtime,
      });
    });

    const live = route('Whether this node can serve availability and the tag: always, while it runs', livenessSchema);
    scope.get('/health/live', live, async () => ({ status: 'live' as const, version }));

    const ready = route(
      'Whether this node can take events and serve people: its database takes writes',
      readinessSchema,
    );
    scope.get('/health/ready', ready, async (_request, reply) => {
      const fault = await writeCheck.fault();
      const detail = fault && DETAILS[fault];
      return withStatus(reply, fault === null).send({
        status: fault === null ? 'ready' : 'not-ready',
        database: { kind, fault },
        detail,
        version,
      });
    });
  };
