// In:    an endpoint of the contract; a handler.
// Out:   its route: schemas, access and description from the endpoint; the handler's value as the reply.
// Never: declares what the contract says already.
import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';
import {
  problemSchema,
  type Access,
  type Endpoint,
  type ParamsOf,
  type Received,
  type Sent,
} from '@askusnow/sdk/contract';
import { z } from 'zod';
import { Refusal, unlessRefused } from '../refusal.ts';
import { toSentRequest, type SentRequest } from '../sent-request.ts';
import type { Account } from './access.ts';

/** Accesses of routes that nobody is signed in to. */
type Open = Extract<Access, 'anyone' | 'registered-origin' | 'bearer'>;

/** What a handler gets: the values of the path by their names, and who asks, when. */
type Given<E extends Endpoint> = ParamsOf<E['route']> & {
  body: Received<E['body']>;
  query: Received<E['query']>;
  by: E['access'] extends Open ? null : Account;
  atMs: number;
  /** For `once`, where the endpoint creates something and the client has sent a key. */
  sent: SentRequest | null;
};

type Answer<E extends Endpoint> = E['reply'] extends undefined ? void : Sent<E['reply']>;

/** A handler returns the reply's value, or `reply` once it has sent a refusal. */
export type Handler<E extends Endpoint> = (
  given: Given<E>,
  reply: FastifyReply,
) => Answer<E> | FastifyReply | Promise<Answer<E> | FastifyReply>;

const KEY = 'idempotency-key';
const keySchema = z.object({
  [KEY]: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[!-~]+$/, 'printable ASCII without spaces')
    .optional()
    .describe('Random, and the same when the request is sent again since its answer was lost: it creates one.'),
});

/** What a server decides by itself about a route. */
export type ServeOptions<E extends Endpoint = Endpoint> = Pick<RouteOptions, 'bodyLimit'> & {
  answerWithinMs?: number;
  /** What is stored now, as the API shows it: for a person whose revision is outdated. */
  stored?: (given: Given<E>, reply: FastifyReply) => unknown;
};

/** The reader of a refused page sees in the refusal what somebody else has stored. */
async function tellStored(error: unknown, read: () => unknown): Promise<void> {
  if (error instanceof Refusal && error.code === 'stale-revision')
    error.more.stored = await unlessRefused(Promise.resolve().then(read));
}

declare module 'fastify' {
  interface FastifyInstance {
    clock: { now(): number };
  }
}

export function serve<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handler: Handler<E>,
  { answerWithinMs, stored, ...options }: ServeOptions<E> = {},
): void {
  const { method, path, access, scope, isReadOnly, isHeavy, paramsSchema, body, query, tag, summary } = endpoint;
  const { reply: replySchema, status = replySchema ? 200 : 204, problems = [] } = endpoint;
  const isCreating = status === 201;
  app.route({
    ...options,
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    config: {
      access,
      ...(scope && { scope }),
      ...(isReadOnly && { isReadOnly }),
      ...(isHeavy && { isHeavy }),
      ...(answerWithinMs !== undefined && { answerWithinMs }),
    },
    schema: {
      ...(paramsSchema && { params: paramsSchema }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(isCreating && { headers: keySchema }),
      response: {
        [status]: replySchema ?? z.null(),
        ...Object.fromEntries(problems.map((each) => [each, problemSchema])),
      },
      tags: [tag],
      summary,
    },
    handler: async (request, reply) => {
      const { params, body, query, account: by, headers } = request;
      const key = (headers as z.infer<typeof keySchema>)[KEY];
      // Where a link writes, its token is in the address.
      const sender = by === null ? 'link' : `account:${by.id}`;
      const sent = isCreating && key ? toSentRequest(sender, request.url, key, body) : null;
      const given = { ...(params as object), body, query, by, atMs: app.clock.now(), sent } as unknown as Given<E>;
      let answer: unknown;
      try {
        answer = await handler(given, reply);
      } catch (error) {
        if (stored) await tellStored(error, () => stored(given, reply));
        throw error;
      }
      // A reply is a promise of its own end: what was awaited is not the reply any more.
      return reply.sent ? reply : reply.code(status).send(answer ?? null);
    },
  });
}
