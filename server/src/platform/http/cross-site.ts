// In:    a scope of routes and files for pages of any site.
// Out:   the headers that let those pages read them.
// Never: on a route that needs a session, nor on the hot routes: their constant headers cost less than a hook.
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** No origin is named, no credentials are allowed, no preflight is answered: all requests are simple requests. */
export async function allowOtherSites(scope: FastifyInstance): Promise<void> {
  await scope.register(cors, { origin: '*', preflight: false, hideOptionsRoute: true });
  scope.addHook('onRequest', async (_request, reply) => {
    // A host with COEP needs the resource policy in addition to CORS.
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}
