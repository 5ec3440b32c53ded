// In:    GET /local/{library}, the address that stands in the chat system's profile of a library.
// Out:   a redirect to the page with the library's policies, which asks for a session.
// Never: says anything of the library.
import { idSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

export const localRoutes: FastifyPluginAsyncZod = async (scope) => {
  scope.get(
    '/local/:library',
    { config: { access: 'anyone' }, schema: { params: z.object({ library: idSchema }), hide: true } },
    ({ params }, reply) =>
      reply.header('cache-control', 'no-store').redirect(`/dashboard/${params.library}/policies`, 302),
  );
};
