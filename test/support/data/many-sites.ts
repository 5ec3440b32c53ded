// Hundreds of library sites on loopback, each on an address of its own; three in ten are broken or refuse programs.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SiteKind = 'good' | 'bare' | 'refuses' | 'fails' | 'redirects' | 'closed' | 'hangs';

/** Of every 100 sites. */
const SHARES: readonly [SiteKind, number][] = [
  ['good', 50],
  ['bare', 20],
  ['refuses', 10],
  ['fails', 8],
  ['redirects', 5],
  ['closed', 5],
  ['hangs', 2],
];
const KINDS = SHARES.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));

/** The id of the library of each site. */
export const libraryAt = (index: number): string => `library-${index}`;

export interface ManySites {
  /** Each `http://127.0.x.y:port`, as EGRESS_ALLOW names it without its scheme. */
  sites: { origin: string; host: string; kind: SiteKind }[];
  /** Requests so far. */
  asked(): number;
  close(): Promise<void>;
}

/** `pages`: with the tag of a library, and without it. */
export async function startManySites(count: number, pages: { good(library: string): string; bare: string }): Promise<ManySites> {
  let asked = 0;
  const siteOf = new Map<string, { kind: SiteKind; library: string }>();
  const answer: Record<SiteKind, (response: ServerResponse, library: string) => void> = {
    good: (response, library) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(pages.good(library)),
    bare: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(pages.bare),
    refuses: (response) => void response.writeHead(403, { 'content-type': 'text/html' }).end('<p>No robots'),
    fails: (response) => void response.writeHead(500).end(),
    redirects: (response) => void response.writeHead(302, { location: '/again' }).end(),
    closed: (response) => void response.destroy(),
    hangs: () => undefined,
  };
  const server = createServer((request, response) => {
    asked += 1;
    const { kind, library } = siteOf.get(request.headers.host ?? '')!;
    if (request.url === '/robots.txt' && kind !== 'hangs') response.writeHead(404).end();
    else answer[kind](response, library);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  const sites = Array.from({ length: count }, (_, index) => {
    const host = `127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}:${port}`;
    const kind = KINDS[(index * 37) % 100]!;
    siteOf.set(host, { kind, library: libraryAt(index) });
    return { origin: `http://${host}`, host, kind };
  });
  return {
    sites,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A cooperative's file with a library for each site, whose home page is a key page. */
export const manySitesFile = (sites: ManySites['sites']): string => `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: UTC, hours: { weekly: [{ days: [mo], open: '09:00', close: '17:00' }] } }
libraries:
${sites
  .map(
    ({ origin }, index) => `  - id: ${libraryAt(index)}
    name: Library ${index}
    zone: UTC
    live: true
    origins: ['${origin}']
    queues: { local: { queue: desk, chat: 'https://chat.example.org/library' } }
    keyPages: [{ name: Home page, origin: '${origin}', pattern: '/' }]
`,
  )
  .join('')}`;
