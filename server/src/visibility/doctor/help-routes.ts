// Out:   the help page, for anyone.
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../../platform/config.ts';
import { helpPage } from './help-page.ts';
import { HELP_PATH } from './page/messages.ts';

export function helpRoutes({ config }: { config: Pick<Config, 'publicUrl'> }): FastifyPluginAsync {
  const html = helpPage(config.publicUrl);
  return async (app) => {
    app.get(HELP_PATH, { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
      reply.headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=300' }).send(html),
    );
  };
}
