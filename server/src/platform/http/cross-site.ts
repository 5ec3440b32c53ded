// In:    a scope of doors and files that are for every site's pages.
// Out:   the headers that let those pages read them.
// Never: on a door that asks who is there, nor on the hot doors: their constant headers cost less than a hook.
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** No origin is named, no credentials are let in, no preflight is answered: the wire is made of simple requests. */
export async function letOtherSitesRead(scope: FastifyInstance): Promise<void> {
  await scope.register(cors, { origin: '*', preflight: false, hideOptionsRoute: true });
  scope.addHook('onRequest', async (_request, reply) => {
    // A host under COEP needs the resource policy beside CORS.
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}
