// In:    replies of the doors that people and programs sign in to, and of the small public ones.
// Out:   the same constant headers on each.
// Never: over what a door sets itself, which comes later.
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
