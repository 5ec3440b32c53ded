// In:    events to log.
// Out:   JSON lines.
// Never: logs an address, a path with its parameters, a query, a header, a body, or a value from the database.
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import { systemClock } from '../clock.ts';
import { toInstant } from '../time/instants.ts';

/** The destination of log lines. */
export interface LogStream {
  write(line: string): void;
}

interface Thrown extends Error {
  code?: unknown;
  severity?: unknown;
  table?: unknown;
  constraint?: unknown;
  routine?: unknown;
}

/** Stack frames in our code, without the first lines of the stack, which repeat the message. */
const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());

/**
 * A database message quotes the values of the row (so do DETAIL and WHERE): only its SQLSTATE and the names of our tables
 * are logged. A message of Fastify's own may quote the address: only its code is.
 */
export function describeError(error: Thrown): Record<string, unknown> {
  const { name, code, severity, table, constraint, routine } = error;
  const frames = framesOf(error);
  if (severity !== undefined) return { type: name, code, table, constraint, routine, frames };
  return { type: name, code, ...(String(code).startsWith('FST_') ? {} : { message: error.message }), frames };
}

/** Options for Fastify's logger: its default writes the client's address and the whole URL. */
export const logOptions = (stream: LogStream, level = 'info'): NonNullable<FastifyServerOptions['logger']> => ({
  level,
  stream,
  base: null,
  timestamp: () => `,"at":"${toInstant(systemClock.now())}"`,
  formatters: { level: (label: string) => ({ level: label }) },
  hooks: {
    // Without a sentence of its own, a line would repeat the error's message as one.
    logMethod(args, method) {
      const [logged] = args as unknown[];
      const hasErrorAlone =
        args.length === 1 && (logged instanceof Error || (logged as { err?: unknown })?.err instanceof Error);
      method.apply(this, hasErrorAlone ? [logged as object, 'error'] : args);
    },
  },
  serializers: {
    // The route's pattern, `/v1/libraries/:library/metrics`, never the requested path.
    req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url ?? 'none' }),
    res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    err: describeError as (error: Error) => never,
  },
});
