// In:    a request for this server's Global Privacy Control support.
// Out:   /.well-known/gpc.json, as https://w3c.github.io/gpc/ describes it.
// Never: promises more than ingest does: batches with Sec-GPC: 1 are not counted.
import type { FastifyInstance } from 'fastify';

/** The date of the last change of this statement. */
const STATEMENT = { gpc: true, lastUpdate: '2026-11-26' };

export async function gpcRoutes(scope: FastifyInstance): Promise<void> {
  scope.get('/.well-known/gpc.json', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').send(STATEMENT),
  );
}
