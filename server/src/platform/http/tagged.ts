// In:    a reply, and its body.
// Out:   the body with its ETag, or 304 where the client has it.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export function sendTagged(reply: FastifyReply, body: object): FastifyReply {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag);
  return reply.request.headers['if-none-match']?.includes(etag) ? reply.code(304).send() : reply.send(body);
}
