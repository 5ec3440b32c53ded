// In:    a reader who asks how this server treats Global Privacy Control.
// Out:   /.well-known/gpc.json, as https://w3c.github.io/gpc/ describes it.
// Never: a promise that ingest does not keep: batches with Sec-GPC: 1 are not counted.
import type { FastifyInstance } from 'fastify';

/** The day on which this promise last changed. */
const STATEMENT = { gpc: true, lastUpdate: '2026-11-26' };

export async function gpcRoutes(scope: FastifyInstance): Promise<void> {
  scope.get('/.well-known/gpc.json', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').send(STATEMENT),
  );
}
