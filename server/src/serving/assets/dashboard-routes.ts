// In:    the dashboard's built files.
// Out:   one document for every path under /dashboard, and its files; without a session, a cookie that leads back to the page.
// Never: contains data: the document is the same for everybody, and the page asks the API.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readSessionCookie } from '../../accounts/cookie.ts';
import { rememberPage } from '../../accounts/return-cookie.ts';
import type { Config } from '../../platform/config.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { markHtml } from '../../platform/simulated/mark-text.ts';
import { createAsset, IMMUTABLE_CACHE, isNamedByContent, loadAssets, sendAsset } from './asset.ts';

const DOCUMENT = 'index.html';
/** Revalidated each time, usually with 304, so that a new build is used at once; its scripts have other names. */
const REVALIDATE = 'no-cache';
/** Its cookie is for one browser. */
const REVALIDATE_DOCUMENT = 'private, no-cache';

export interface DashboardDeps {
  folder: string;
  config: Pick<Config, 'secure' | 'simulated'>;
}

export function dashboardRoutes({ folder, config: { secure, simulated } }: DashboardDeps) {
  return async (scope: FastifyInstance): Promise<void> => {
    const assets = loadAssets(folder);
    if (assets.size === 0) scope.log.warn('the dashboard has not been built: npm run build');
    const document = assets.get(DOCUMENT);
    if (simulated && document)
      assets.set(DOCUMENT, createAsset(DOCUMENT, Buffer.from(markHtml(document.body.toString()))));
    const config = { access: 'anyone' } as const;
    const send = (
      reply: FastifyReply,
      file: string,
      caching = isNamedByContent(file) ? IMMUTABLE_CACHE : REVALIDATE,
    ) => {
      const asset = assets.get(file);
      if (!asset) return sendNotFound(reply);
      return sendAsset(reply.header('cache-control', caching), asset);
    };
    const sendDocument = ({ url, headers }: FastifyRequest, reply: FastifyReply) => {
      // Asks no database: the document must come while it is down. The page itself finds a session that has ended.
      if (readSessionCookie(headers.cookie, { secure }) === undefined) rememberPage(reply, url, { secure });
      return send(reply, DOCUMENT, REVALIDATE_DOCUMENT);
    };

    scope.get('/dashboard', { config }, sendDocument);
    scope.get('/dashboard/*', { config }, sendDocument);
    // A library may be called "assets": pages have no dot in their names, and files have one.
    scope.get<{ Params: { '*': string } }>('/dashboard/assets/*', { config }, (request, reply) =>
      request.params['*'].includes('.') ? send(reply, `assets/${request.params['*']}`) : sendDocument(request, reply),
    );
    scope.get('/', { config }, (_request, reply) => reply.redirect('/dashboard', 302));
  };
}
