import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A calendar's host on loopback that answers as a test sets it, and records its requests. */
export interface CalendarServer {
  /** `127.0.0.1:PORT`, as EGRESS_ALLOW names it. */
  host: string;
  url: string;
  asked: { path: string; headers: IncomingMessage['headers'] }[];
  /** How it answers from now on. */
  answer: Answer;
  close(): Promise<void>;
}

/** 200 with a body, whatever its type; an ETag answers a question that names it with 304. */
export const serving =
  (body: string, etag?: string): Answer =>
  (request, response) => {
    if (etag !== undefined) response.setHeader('etag', etag);
    if (etag !== undefined && request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
  };

export async function startCalendarServer(answer: Answer): Promise<CalendarServer> {
  const asked: CalendarServer['asked'] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    self.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: CalendarServer = {
    host,
    url: `http://${host}/desk.ics`,
    asked,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
