import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a page answers: its HTML, or what a handler does. */
export type SitePage = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A library's website on loopback. */
export interface LibrarySite {
  /** `127.0.0.1:PORT`, as EGRESS_ALLOW names it. */
  host: string;
  url: string;
  /** The requests so far. */
  asked: { method: string; path: string; headers: IncomingMessage['headers'] }[];
  /** The most requests that were open at once. */
  mostAtOnce(): number;
  /** By path and query. A path that is not there is answered 404. */
  pages: Map<string, SitePage>;
  close(): Promise<void>;
}

export async function startLibrarySite(pages: Record<string, SitePage> = {}): Promise<LibrarySite> {
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    site.asked.push({ method: request.method ?? '', path, headers: request.headers });
    most = Math.max(most, ++open);
    response.once('close', () => (open -= 1));
    const page = site.pages.get(path) ?? site.pages.get(path.split('?')[0]!);
    if (typeof page === 'function') page(request, response);
    else if (page === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not found</p>');
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const site: LibrarySite = {
    host,
    url: `http://${host}`,
    asked: [],
    mostAtOnce: () => most,
    pages: new Map(Object.entries(pages)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}
