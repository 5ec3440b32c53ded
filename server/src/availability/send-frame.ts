// In:    a request for a frame, the frame, and the security headers of every reply.
// Out:   its bytes, or 304 where the asker has them already.
// Never: anything that differs from one asker to the next.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SecurityHeaders } from '../platform/http/security-headers.ts';
import type { Frame } from './frame.ts';

/** Pages of any site may read the answer, and with it how old it is. */
export const READABLE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Date, Age, ETag',
} as const;

const FOUND = {
  ...READABLE,
  'content-type': 'application/json; charset=utf-8',
  // A CDN carries it; how long it is true for stands in the body.
  'cache-control': 'public, max-age=15, stale-while-revalidate=30, stale-if-error=60',
} as const;

/** RFC 9110 §13.1.2: a list, weak tags equal to strong ones, `*` for any. */
function isKnown(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch === etag || ifNoneMatch.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()));
}

export type FrameSender = (request: IncomingMessage, response: ServerResponse, frame: Frame) => void;

/**
 * For GET and HEAD: Node leaves the body of a reply to HEAD out by itself. Bytes handed over as a latin1 string go out in
 * one piece with the head, which saves a tenth of a request's cost; a Buffer goes out as a second piece.
 */
export function createFrameSender(security: SecurityHeaders, date: () => string): FrameSender {
  const found = { ...security, ...FOUND };
  return (request, response, { body, etag }) => {
    const ifNoneMatch = request.headers['if-none-match'];
    if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, etag))
      response.writeHead(304, { ...found, date: date(), etag }).end();
    else
      response
        .writeHead(200, { ...found, date: date(), 'content-length': body.length, etag })
        .end(body.toString('latin1'), 'latin1');
  };
}
