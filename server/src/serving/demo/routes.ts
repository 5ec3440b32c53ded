// In:    the demo's page templates.
// Out:   a library's home page, its catalogue search and a stand-in chat page, for any library of the cooperative; the
//        chat also for a shared queue.
// Never: without --demo; repeats a visitor's text in a page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createAsset, sendAsset } from '../assets/asset.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { sendProblem } from '../../platform/http/problem.ts';

/** Replaces `{library}` and `{name}` by the library's id and name. */
const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? escapeHtml(values[key]!) : whole));

type LibraryParams = { Params: { library: string } };

export function demoRoutes({ folder, registry }: { folder: string; registry: Pick<Registry, 'library' | 'queue'> }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const config = { access: 'anyone' } as const;
    const schema = { hide: true };
    const page = (file: string, find: (id: string) => { id: string; name: string } | undefined = registry.library) => {
      const template = readFileSync(join(folder, 'demo', file), 'utf8');
      return ({ params }: { params: { library: string } }, reply: FastifyReply) => {
        const library = find(params.library);
        if (!library) return sendProblem(reply, 404, 'unknown-library', 'The cooperative has no library of this name.');
        const html = fill(template, { library: library.id, name: library.name });
        return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
      };
    };
    const look = createAsset('demo.css', readFileSync(join(folder, 'demo', 'demo.css')));

    scope.get<LibraryParams>('/demo/:library', { config, schema }, page('library.html'));
    scope.get<LibraryParams>('/demo/:library/catalog/search', { config, schema }, page('search.html'));
    scope.get<LibraryParams>(
      '/demo/chat/:library',
      { config, schema },
      page('chat.html', (id) => registry.library(id) ?? registry.queue(id)),
    );
    scope.get('/demo/assets/demo.css', { config, schema }, (_request, reply) =>
      sendAsset(reply.header('cache-control', 'no-cache'), look),
    );
  };
}
