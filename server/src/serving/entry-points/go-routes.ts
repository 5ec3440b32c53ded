// In:    a plain link to a library's chat: GET /go/{library}?placement=header.
// Out:   a redirect to one of the library's registered addresses, and a count of it; a page with other ways to ask where
//        the library has none.
// Never: redirects to an address of the request, or waits for the count.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PLACEMENT_NAME_PATTERN } from '@askusnow/sdk';
import type { Availability, Viewport } from '@askusnow/sdk/contract';
import type { LiveAvailability } from '../../availability/live.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Ingest } from '../../visibility/ingest/ingest.ts';
import { ownAddressOf } from '../../visibility/snippets/tag.ts';
import { noAddressPage, unknownLibraryPage } from './pages.ts';

export interface GoDeps {
  registry: Pick<Registry, 'library' | 'librariesByName'>;
  live: Pick<LiveAvailability, 'frame'>;
  ingest: Pick<Ingest, 'follow'>;
}

const HEADERS = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' } as const;

/** What browsers and mail programs send when they fetch a link before a person follows it. */
const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

export const isPrefetch = (headers: IncomingHttpHeaders): boolean =>
  PREFETCH_HEADERS.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')));

/** Where a browser shows what it asks for: a picture's or a script's address is no link that a person follows. */
const SHOWN_IN: readonly string[] = ['document', 'iframe', 'frame'];
/** Not sent by old browsers, nor to plain http. */
const isShown = ({ 'sec-fetch-dest': destination }: IncomingHttpHeaders): boolean =>
  destination === undefined || SHOWN_IN.includes(destination);

/** A request does not say how wide its window is: a phone's browser says "Mobi", as MDN recommends to look for. */
export const viewportOf = ({ 'user-agent': userAgent = '' }: IncomingHttpHeaders): Viewport =>
  userAgent.includes('Mobi') ? 'phone' : 'desktop';

/** As of the tag: a name that is none counts as unnamed. */
function placementOf(query: unknown): string {
  const { placement } = query as { placement?: unknown };
  const name = typeof placement === 'string' ? placement.toLowerCase() : '';
  return PLACEMENT_NAME_PATTERN.test(name) ? name : 'unnamed';
}

export const goRoutes =
  ({ registry, live, ingest }: GoDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    const count = (request: FastifyRequest, library: RegisteredLibrary, answer: Availability | undefined): void => {
      const { method, headers, ip, query } = request;
      if (method !== 'GET' || headers['sec-gpc'] === '1' || isPrefetch(headers) || !isShown(headers)) return;
      void ingest.follow({
        library,
        placement: placementOf(query),
        state: answer?.state ?? 'unknown',
        tier: answer?.tier ?? null,
        viewport: viewportOf(headers),
        userAgent: headers['user-agent'],
        address: ip,
      });
    };

    // People type addresses from posters, with capital letters and a slash at the end.
    for (const url of ['/go/:library', '/go/:library/'])
      scope.get<{ Params: { library: string } }>(
        url,
        { config: { access: 'anyone' }, schema: { hide: true } },
        (request, reply) => {
          reply.headers(HEADERS);
          const library = registry.library(request.params.library.toLowerCase());
          if (!library) return reply.code(404).type('text/html; charset=utf-8').send(unknownLibraryPage(registry));
          const answer = live.frame(library.id)?.availability;
          count(request, library, answer);
          const target = answer?.chat?.url ?? ownAddressOf(library);
          if (target !== null) return reply.redirect(target, 302);
          return reply.type('text/html; charset=utf-8').send(noAddressPage(library));
        },
      );
  };
