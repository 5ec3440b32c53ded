import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedPost {
  headers: IncomingHttpHeaders;
  body: string;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
}

/** A real HTTP server that takes webhooks. `posts` are all that came, whatever it answered. */
export async function startReceiver(
  answer: (post: ReceivedPost) => Answer | Promise<Answer> = () => ({ status: 204 }),
) {
  const posts: ReceivedPost[] = [];
  const server = createServer((request, response) => {
    const receive = async (): Promise<void> => {
      const post = { headers: request.headers, body: await text(request) };
      posts.push(post);
      const { status, headers = {} } = await answer(post);
      response.writeHead(status, headers).end();
    };
    // A client that is killed leaves half a request.
    receive().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    host: `127.0.0.1:${port}`,
    posts,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
