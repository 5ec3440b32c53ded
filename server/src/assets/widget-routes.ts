// In:    the widget's built files.
// Out:   a channel address with a short cache, immutable addresses with integrity hashes beside them.
// Never: a header that keeps another site from loading the script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.ts';
import { loadAssets, sendAsset } from './asset.ts';

/** A mended script reaches every page within minutes, and an hour's outage of ours is not the page's. */
const CHANNEL_CACHE = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';
const IMMUTABLE_CACHE = 'public, max-age=31536000, immutable';
/** The build names languages after their content, `ask-us-now.es.Bpdakcu1.js`; all else changes under its name. */
const isNamedByContent = (file: string): boolean => /\.[\w-]{8}\.js$/.test(file);

export function widgetRoutes({ folder }: { folder: string }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const assets = loadAssets(folder);
    if (assets.size === 0) scope.log.warn('the widget has not been built: npm run build');
    const version = assets.size > 0 ? readVersion(folder) : 'none';
    const config = { access: 'anyone' } as const;

    const send = (reply: FastifyReply, file: string, cache: string) => {
      // Script by <script type=module> needs CORS; a host under COEP needs the resource policy.
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
      const asset = assets.get(file);
      if (!asset) return sendProblem(reply, 404, 'unknown-file', 'There is no such file of the widget.');
      return sendAsset(reply.header('cache-control', cache), asset);
    };

    scope.get('/widget/versions.json', { config }, (_request, reply) => send(reply, 'versions.json', CHANNEL_CACHE));
    scope.get<{ Params: { file: string } }>('/widget/v1/:file', { config }, ({ params: { file } }, reply) =>
      send(reply, file, isNamedByContent(file) ? IMMUTABLE_CACHE : CHANNEL_CACHE),
    );
    scope.get<{ Params: { version: string; file: string } }>(
      '/widget/:version/:file',
      { config },
      ({ params }, reply) => send(reply, params.version === version ? params.file : '', IMMUTABLE_CACHE),
    );
  };
}

/** The bundle lies in dist/bundle of its package. */
function readVersion(folder: string): string {
  const manifest = readFileSync(join(folder, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
