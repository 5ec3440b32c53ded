// In:    replies of the doors that people and programs sign in to, and of the small public ones.
// Out:   the same constant headers on each.
// Never: over what a door has set itself.
import type { FastifyInstance } from 'fastify';

export function addApiHeaders(scope: FastifyInstance): void {
  scope.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
}
