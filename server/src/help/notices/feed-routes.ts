// In:    a feed's token in the path, with an optional `.atom`.
// Out:   the recipient's latest notices, as Atom.
// Never: distinguishes a removed feed from one that never existed.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { hashToken, isToken } from '../../accounts/token.ts';
import { toAtom } from './atom.ts';
import { loadFeed } from './feed-store.ts';

export interface FeedDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  registry: { cooperativeName(): string };
  lookups: TokenLookups;
}

export function noticeFeedRoutes({ config, database, registry, lookups }: FeedDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/notices/:token',
      {
        config: { access: 'anyone' },
        schema: {
          params: z.object({ token: z.string().max(60) }),
          response: {
            200: { description: 'The latest first.', content: { 'application/atom+xml': { schema: z.string() } } },
          },
          tags: ['notices'],
          summary: "A recipient's latest notices, as an Atom feed",
        },
      },
      async (request, reply) => {
        const token = request.params.token.replace(/\.atom$/, '');
        const looked = isToken(token)
          ? await lookups.find(request.ip, token, () => loadFeed(database, hashToken(token)))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply, looked);
        const feed = looked.found;
        if (feed === undefined) return sendNotFound(reply);
        const author = registry.cooperativeName() || 'AskUsNow';
        const body = toAtom(feed, { publicUrl: config.publicUrl, author });
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        void reply.header('etag', etag).header('cache-control', 'private, no-cache');
        // Typed as a generic reply: the description lists the responses with a body.
        if (request.headers['if-none-match']?.includes(etag)) return (reply as FastifyReply).code(304).send();
        return reply.header('content-type', 'application/atom+xml; charset=utf-8').send(body);
      },
    );
  };
}
