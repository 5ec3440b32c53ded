// The events route as it is often built: a line per request by the framework's own logger, a row per visit for "analytics".
import Fastify from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../../server/src/platform/db/open.ts';
import type { AddressInfo } from 'node:net';

export interface RememberingServer {
  port: number;
  log: string[];
  close(): Promise<void>;
}

export async function startRememberingServer({ db }: Database): Promise<RememberingServer> {
  const log: string[] = [];
  await sql`create table visit (address inet, agent text, referrer text, cookie text, language_hash text, said text)`.execute(
    db,
  );
  const app = Fastify({ logger: { stream: { write: (line: string) => void log.push(line) } }, trustProxy: false });
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('preHandler', async ({ ip, headers, body }) => {
    const said = typeof body === 'string' ? body.replaceAll('\0', '') : null;
    await sql`insert into visit values (${ip}, ${headers['user-agent']}, ${headers.referer}, ${headers.cookie},
      md5(${headers['accept-language']}), ${said})`.execute(db);
  });
  app.post('/v1/events', async (_request, reply) => reply.code(202).send({ accepted: 1, dropped: {} }));
  app.get('/openapi.json', async () => ({ paths: {} }));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (app.server.address() as AddressInfo).port,
    log,
    close: () => app.close(),
  };
}
