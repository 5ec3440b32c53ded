// In:    GET /badge/{library}.svg, GET /qr/{library}.svg.
// Out:   pictures for sites that keep pictures and links alone.
// Never: counts that a picture was loaded; claims who can answer.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import { sendInvalid, sendProblem } from '../../platform/http/problem.ts';
import { goAddressOf } from '../../visibility/snippets/snippets.ts';
import { DEFAULT_BACKGROUND } from './get-page.ts';
import { badgeOf } from './badge.ts';
import { messages } from './messages.ts';
import { readOptions } from './options.ts';
import { createPageCache } from './page-cache.ts';
import { qrOf } from './qr.ts';

const CACHE = 'public, max-age=86400, stale-if-error=604800';

type Params = { Params: { library: string } };

export interface PictureDeps {
  registry: Pick<Registry, 'library' | 'onReload'>;
  config: Pick<Config, 'publicUrl'>;
}

export const pictureRoutes =
  ({ registry, config: { publicUrl } }: PictureDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    const config = { access: 'anyone' } as const;
    const schema = { hide: true };
    const codes = createPageCache<string>(registry);
    const send = (reply: FastifyReply, svg: string): FastifyReply =>
      reply.header('cache-control', CACHE).type('image/svg+xml; charset=utf-8').send(svg);
    const sendUnknown = (reply: FastifyReply): FastifyReply =>
      sendProblem(reply, 404, 'unknown-library', 'No library has this id; see /v1/libraries.');

    scope.get<Params>('/badge/:library.svg', { config, schema }, ({ params, query }, reply) => {
      if (!registry.library(params.library)) return sendUnknown(reply);
      const read = readOptions(query);
      if ('errors' in read) return sendInvalid(reply, read.errors);
      return send(reply, badgeOf(read.options.label, read.options.background ?? DEFAULT_BACKGROUND));
    });

    scope.get<Params>('/qr/:library.svg', { config, schema }, ({ params, query }, reply) => {
      const library = registry.library(params.library);
      if (!library) return sendUnknown(reply);
      const read = readOptions(query);
      if ('errors' in read) return sendInvalid(reply, read.errors);
      const address = goAddressOf(library, publicUrl, read.options.placement);
      return send(
        reply,
        codes(address, () => qrOf(address, messages.qrOf(address))),
      );
    });
  };
