// In:    responses of routes for signed-in people, for programs, and of the small public ones.
// Out:   the same constant headers on each.
// Never: overrides a header of the route itself, which is set later.
import type { FastifyInstance } from 'fastify';

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

export function addApiHeaders(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS);
  });
}
