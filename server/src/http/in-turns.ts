// In:    a reply's body with long lists in it.
// Out:   the body written, a piece at a time.
// Never: holds the event loop for a whole body, as the route's response schema would: tests hold the shape of what goes this way.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { createTurns } from '../turns.ts';

/** So many entries are written in well under a turn. */
const PIECE = 500;

function* piecesOf<Entry>(list: readonly Entry[]): Generator<Entry[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}

/** As JSON.stringify has it. */
export async function* jsonInTurns(body: object): AsyncGenerator<string> {
  const giveWay = createTurns();
  let before = '{';
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (!Array.isArray(value) || value.length <= PIECE) {
      yield JSON.stringify(value);
      continue;
    }
    let between = '[';
    for (const piece of piecesOf(value)) {
      yield between + JSON.stringify(piece).slice(1, -1);
      between = ',';
      await giveWay();
    }
    yield ']';
  }
  yield before === '{' ? '{}' : '}';
}

export const sendInTurns = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(Readable.from(jsonInTurns(body)));
