// In:    GET /embed/{library}, and how a webmaster wants it; `practice=yes`: for staff who try it.
// Out:   a page that any site may frame, with the live tag.
// Never: weakens the policy of another route: these headers are set here alone.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { SnippetQuery } from '@askusnow/sdk/contract';
import { ownAddressOf, propertiesOf } from '../../visibility/snippets/tag.ts';
import { embedErrorPage, embedPage, embedStyles } from './embed-page.ts';
import { readOptions } from './options.ts';
import { createPageCache, type BuiltPage } from './page-cache.ts';
import { unknownLibraryPage } from './pages.ts';

/** The one page of this server that other sites may frame. It keeps nothing and signs nobody in. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors *; require-trusted-types-for 'script'; trusted-types 'none'",
  // For hosts with COEP.
  'cross-origin-resource-policy': 'cross-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
} as const;

type Params = { Params: { library: string } };

export const frameRoutes =
  ({ registry }: { registry: Pick<Registry, 'library' | 'librariesByName' | 'onReload'> }) =>
  async (scope: FastifyInstance): Promise<void> => {
    const config = { access: 'anyone' } as const;
    const schema = { hide: true };
    /** A library without an address has a page of ours that says how to ask. */
    const addressOf = (library: RegisteredLibrary): string => ownAddressOf(library) ?? `/go/${library.id}`;
    const styleSheetOf = (wanted: SnippetQuery, request: FastifyRequest): string | null =>
      propertiesOf(wanted.variant, wanted).length === 0 ? null : request.url.replace('?', '/colours.css?');

    const pages = createPageCache(registry);
    const build = (request: FastifyRequest<Params>): BuiltPage => {
      const library = registry.library(request.params.library);
      if (!library) return { status: 404, html: unknownLibraryPage(registry) };
      const { practice, ...query } = request.query as Record<string, unknown>;
      const read = readOptions(query);
      if ('errors' in read) return { status: 422, html: embedErrorPage(library, addressOf(library), read.errors) };
      const { options } = read;
      return {
        status: 200,
        html: embedPage(library, options, addressOf(library), {
          styleSheet: styleSheetOf(options, request),
          isPractice: practice === 'yes',
        }),
      };
    };

    scope.get<Params>('/embed/:library', { config, schema }, (request, reply) => {
      const { status, html } = pages(request.url, () => build(request));
      return reply.code(status).headers(HEADERS).type('text/html; charset=utf-8').send(html);
    });

    scope.get<Params>('/embed/:library/colours.css', { config, schema }, (request, reply) => {
      const read = readOptions(request.query);
      reply.headers(HEADERS).type('text/css; charset=utf-8');
      return reply.send('options' in read ? embedStyles(read.options) : '');
    });
  };
