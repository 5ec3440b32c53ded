// The pages of a library that is not ours: another origin, its own headers, its own faults.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One page of the host. */
export interface HostPage {
  html: string | Buffer;
  headers?: Record<string, string>;
}

/** Serves `pages` by path on a loopback port of its own; anything else is answered by `otherwise`, or 404. */
export async function startHost(
  pages: Record<string, HostPage> | ((path: string) => HostPage | undefined),
  otherwise?: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; requests: string[]; close(): Promise<void> }> {
  const requests: string[] = [];
  const find = typeof pages === 'function' ? pages : (path: string) => pages[path];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    requests.push(path);
    const page = find(path);
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
      response.end(page.html);
    } else if (otherwise !== undefined) {
      otherwise(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
