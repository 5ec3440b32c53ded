// In:    a request body of application/json.
// Out:   its value, or an error with the repeated key or the exceeded limit.
// Never: repeats the sender's text in an error, except a key made of letters.
import type { FastifyInstance } from 'fastify';
import type { FieldError } from './problem.ts';
import { countKeysIn, findRepeatedKey, type JsonLimits, type RepeatedKey } from './strict-json.ts';

/** The largest real body, a year's hours with shifts, has 9 levels and some thousand keys. */
const LIMITS: JsonLimits = { maxDepth: 32, maxKeys: 50_000 };

export class JsonBodyFault extends Error {
  override name = 'JsonBodyFault';
  readonly errors: FieldError[];
  constructor(field: string, message: string) {
    super(message);
    this.errors = [{ field, message }];
  }
}

export const repeatedKeyError = ({ field, at }: RepeatedKey): FieldError => ({
  field,
  message: `is a repeated key, the second time at character ${at + 1}: should occur once`,
});

const OVER: Record<'too-deep' | 'too-many-keys', string> = {
  'too-deep': `should have at most ${LIMITS.maxDepth} levels`,
  'too-many-keys': `should have at most ${LIMITS.maxKeys} keys`,
};

/** For every route of `app`. The framework's parser still does the parsing, and guards against prototype poisoning. */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    const keys = countKeysIn(body, LIMITS);
    if (typeof keys !== 'number') return done(new JsonBodyFault('body', OVER[keys.fault]));
    let read: [error: Error | null, value?: unknown] = [null];
    void parse(request, body, (...result) => (read = result));
    const [error, value] = read;
    if (error) return done(error);
    const repeated = findRepeatedKey(body, keys, value);
    if (!repeated) return done(null, value);
    const { field, message } = repeatedKeyError(repeated);
    done(new JsonBodyFault(field, message));
  });
}
