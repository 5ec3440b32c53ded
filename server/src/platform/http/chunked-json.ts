// In:    a response body with long lists.
// Out:   the body, sent in chunks.
// Never: blocks the event loop for the whole body, as the route's response schema would: tests check the shape of these bodies.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { createYielder, type Yielder } from '../yield-event-loop.ts';
import { chunksOf } from '../chunks.ts';

/** Entries per chunk: far less work than one turn of the event loop may take. */
const PIECE = 500;

async function* listInTurns(list: readonly unknown[], yieldIfDue: Yielder): AsyncGenerator<string> {
  let between = '[';
  for (const piece of chunksOf(list, PIECE)) {
    yield between + JSON.stringify(piece).slice(1, -1);
    between = ',';
    await yieldIfDue();
  }
  yield between === '[' ? '[]' : ']';
}

/** A list, or an object with lists, in the format of JSON.stringify. */
export async function* jsonChunks(body: object): AsyncGenerator<string> {
  const yieldIfDue = createYielder();
  if (Array.isArray(body)) {
    yield* listInTurns(body, yieldIfDue);
    return;
  }
  let before = '{';
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (Array.isArray(value) && value.length > PIECE) yield* listInTurns(value, yieldIfDue);
    else yield JSON.stringify(value);
  }
  yield before === '{' ? '{}' : '}';
}

export const sendInChunks = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(Readable.from(jsonChunks(body)));
