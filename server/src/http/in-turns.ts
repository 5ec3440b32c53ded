// In:    a reply's body with long lists in it.
// Out:   the list made, and the body written, a piece at a time.
// Never: holds the event loop for a whole body, as the route's response schema would: tests hold the shape of what goes this way.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { createTurns } from '../turns.ts';

/** So many entries are written in well under a turn. */
const PIECE = 500;

function* piecesOf<Entry>(list: readonly Entry[]): Generator<Entry[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}

export async function mapInTurns<From, To>(list: readonly From[], map: (each: From) => To): Promise<To[]> {
  const giveWay = createTurns();
  const made: To[] = [];
  for (const each of list) {
    made.push(map(each));
    if (giveWay.isDue()) await giveWay();
  }
  return made;
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
