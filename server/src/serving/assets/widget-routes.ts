// In:    the tag's files, the WordPress plugin.
// Out:   a channel address with a short cache; immutable addresses with integrity hashes; the plugin to download.
// Never: sends a header that keeps another site from loading the script.
import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from '../../platform/http/problem.ts';
import { createAsset, IMMUTABLE_CACHE, isNamedByContent, sendAsset, type Asset } from './asset.ts';
import { pluginFile } from './folders.ts';
import type { Widget } from './widget.ts';

/** A fixed script reaches every page within minutes, and an outage of an hour does not affect pages. */
const CHANNEL_CACHE = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

export function widgetRoutes({ widget }: { widget: Pick<Widget, 'files'> }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const { warning } = widget.files();
    if (warning) scope.log.warn(warning);
    const config = { access: 'anyone' } as const;

    const send = (reply: FastifyReply, asset: Asset | undefined, cache: string) => {
      if (!asset) return sendProblem(reply, 404, 'unknown-file', 'There is no such file of the widget.');
      return sendAsset(reply.header('cache-control', cache), asset);
    };

    scope.get('/widget/versions.json', { config }, (_request, reply) =>
      send(reply, widget.files().versions, CHANNEL_CACHE),
    );
    const plugin = existsSync(pluginFile()) ? createAsset('ask-us-now.zip', readFileSync(pluginFile())) : undefined;
    scope.get('/widget/wordpress/ask-us-now.zip', { config }, (_request, reply) =>
      send(reply.header('content-disposition', 'attachment; filename="ask-us-now.zip"'), plugin, CHANNEL_CACHE),
    );
    scope.get<{ Params: { file: string } }>('/widget/v1/:file', { config }, ({ params: { file } }, reply) =>
      send(reply, widget.files().channel(file), isNamedByContent(file) ? IMMUTABLE_CACHE : CHANNEL_CACHE),
    );
    scope.get<{ Params: { version: string; file: string } }>(
      '/widget/:version/:file',
      { config },
      ({ params: { version, file } }, reply) => send(reply, widget.files().pinned(version, file), IMMUTABLE_CACHE),
    );
  };
}
