// In:    GET /local/{library}, the address that stands in the chat system's profile of a library.
// Out:   a redirect to the page with the library's policies, which asks for a session; a sign-in leads back to it.
// Never: says anything of the library.
import { idSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { policiesPath, returnCookie } from '../../accounts/return-cookie.ts';
import type { Config } from '../../platform/config.ts';

export const localRoutes =
  ({ config }: { config: Pick<Config, 'secure'> }): FastifyPluginAsyncZod =>
  async (scope) => {
    scope.get(
      '/local/:library',
      { config: { access: 'anyone' }, schema: { params: z.object({ library: idSchema }), hide: true } },
      ({ params: { library } }, reply) =>
        reply
          .headers({ 'cache-control': 'no-store', 'set-cookie': returnCookie(library, config) })
          .redirect(policiesPath(library), 302),
    );
  };
