// In:    the database.
// Out:   whether this node can do its work, for load balancers and for people.
// Never: waits longer than a load balancer does.
import { sql } from 'kysely';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { Runtime } from './runtime.ts';

const PATIENCE_MS = 1_000;

const healthSchema = z
  .object({
    status: z
      .enum(['ok', 'degraded'])
      .describe('`degraded`: the database cannot be reached; availability is still told from memory.'),
    database: z.object({ kind: z.enum(['pglite', 'postgres']), reachable: z.boolean() }),
    version: z.string().describe("The server's version."),
    tz: z.string().describe('Version of the time zone database that hours are expanded with.'),
    node: z.string(),
  })
  .meta({ id: 'Health' });

async function isReachable({ db }: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, false)));
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}

export const healthRoutes =
  ({ database, runtime }: { database: Database; runtime: Runtime }): FastifyPluginAsyncZod =>
  async (scope) => {
    const summary = 'Whether this node can do its work';
    const schema = { tags: ['operations'], summary, response: { 200: healthSchema, 503: healthSchema } };
    scope.get('/health', { config: { access: 'anyone' }, schema }, async (_request, reply) => {
      const reachable = await isReachable(database.for('jobs'));
      return reply.code(reachable ? 200 : 503).send({
        status: reachable ? 'ok' : 'degraded',
        database: { kind: database.kind, reachable },
        ...runtime,
      });
    });
  };
