// In:    GET /local/{library}, the address that stands in the chat system's profile of a library.
// Out:   a redirect to the page with the library's policies, which asks for a session; a sign-in leads back to it. Whatever else
//        is typed there leads to the reader's first page, which lists the libraries.
// Never: says anything of the library.
import { idSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { policiesPath, rememberPage } from '../../accounts/return-cookie.ts';
import type { Config } from '../../platform/config.ts';

const params = z.object({ library: z.string() });

export const localRoutes =
  ({ config }: { config: Pick<Config, 'secure'> }): FastifyPluginAsyncZod =>
  async (scope) => {
    // People copy addresses by hand, with capital letters and a slash at the end.
    for (const url of ['/local/:library', '/local/:library/'])
      scope.get(url, { config: { access: 'anyone' }, schema: { params, hide: true } }, ({ params: typed }, reply) => {
        reply.header('cache-control', 'no-store');
        const { data: library } = idSchema.safeParse(typed.library.toLowerCase());
        if (library === undefined) return reply.redirect('/dashboard', 302);
        const path = policiesPath(library);
        return rememberPage(reply, path, config).redirect(path, 302);
      });
  };
