import type { EgressReply } from '../../../server/src/platform/egress/egress.ts';

/** What a source answered, as the egress hands it on. */
export const replyOf = (body: string | Buffer, type = 'application/json', status = 200): EgressReply => ({
  status,
  headers: type === '' ? {} : { 'content-type': type },
  body: Buffer.from(body),
  url: 'https://source.example/',
});

/** Answers that say nothing of anybody, whatever the source: what a broken, lying or replaced server sends. */
export const nonsense = (type: string): [what: string, reply: EgressReply][] => [
  ['an error page', replyOf('<!doctype html><title>Available</title>online true', 'text/html')],
  ['an error page in the right type', replyOf('<!doctype html><p>{"online":true}', type)],
  ['an empty body', replyOf('', type)],
  ['blanks', replyOf(' \n', type)],
  ['half a body', replyOf('{"online":tr', type)],
  ['half an element', replyOf('<presence><resource show="available"', type)],
  ['noise', replyOf(Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256)), type)],
  ['a million bytes', replyOf('{"online":true} '.repeat(62_500), type)],
  ['20,000 levels', replyOf('['.repeat(20_000) + ']'.repeat(20_000), type)],
  ['20,000 elements in each other', replyOf('<a>'.repeat(20_000) + '</a>'.repeat(20_000), type)],
  ...['null', 'true', '1', '"available"', '[]', '[true]', '{"__proto__":{"online":true,"payload":[]}}'].map(
    (text): [string, EgressReply] => [text, replyOf(text, type)],
  ),
];

/** Statuses that are no answer, whatever stands in the body. */
export const REFUSALS = [301, 304, 401, 403, 404, 429, 500, 502, 503];
