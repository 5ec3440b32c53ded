// In:    the dashboard's built files.
// Out:   one document for every path under /dashboard, and its files.
// Never: contains data: the document is the same for everybody, and the page asks the API.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendNotFound } from '../../platform/http/problem.ts';
import { markHtml } from '../../platform/simulated/mark-text.ts';
import { createAsset, loadAssets, sendAsset } from './asset.ts';

const DOCUMENT = 'index.html';
/** Revalidated each time, usually with 304, so that a new build is used at once. */
const REVALIDATE = 'no-cache';

export function dashboardRoutes({ folder, simulated }: { folder: string; simulated: boolean }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const assets = loadAssets(folder);
    if (assets.size === 0) scope.log.warn('the dashboard has not been built: npm run build');
    const document = assets.get(DOCUMENT);
    if (simulated && document)
      assets.set(DOCUMENT, createAsset(DOCUMENT, Buffer.from(markHtml(document.body.toString()))));
    const config = { access: 'anyone' } as const;
    const send = (reply: FastifyReply, file: string) => {
      const asset = assets.get(file);
      if (!asset) return sendNotFound(reply);
      return sendAsset(reply.header('cache-control', REVALIDATE), asset);
    };
    const sendDocument = (_request: unknown, reply: FastifyReply) => send(reply, DOCUMENT);

    scope.get('/dashboard', { config }, sendDocument);
    scope.get('/dashboard/*', { config }, sendDocument);
    // A library may be called "assets": pages have no dot in their names, and files have one.
    scope.get<{ Params: { '*': string } }>('/dashboard/assets/*', { config }, ({ params }, reply) =>
      send(reply, params['*'].includes('.') ? `assets/${params['*']}` : DOCUMENT),
    );
    scope.get('/', { config }, (_request, reply) => reply.redirect('/dashboard', 302));
  };
}
