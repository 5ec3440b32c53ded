// In:    the configuration.
// Out:   how the web server treats connections.
// Never: believes an X-Forwarded-For of a proxy that was not named.
import type { Server } from 'node:http';
import { LogController, type FastifyHttpOptions } from 'fastify';
import type { Config } from '../config.ts';
import { logOptions, type LogStream } from './log.ts';
import { sendProblem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** A whole request must be in by then: Node's default, 5 minutes (Fastify's: none), lets slow bodies pile up. Units: ms. */
const REQUEST_TIMEOUT_MS = 5_000;
/** How often that is looked at; Node's default is 30 s. Units: ms. */
const CONNECTIONS_CHECK_MS = 1_000;
/** Longer than common proxies keep theirs (60 s), so that it is they who end an idle connection. Units: ms. */
const KEEP_ALIVE_MS = 65_000;
/** Doors that take more, or less, say so themselves. Units: bytes. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** Node's code for what was wrong with a request that never became one. */
const CLIENT_FAULTS: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

export const serverOptions = (config: Config, log: LogStream): FastifyHttpOptions<Server> => ({
  logger: logOptions(log),
  // No line per request: that is the proxy's to write or not, and a counter's to count.
  logController: new LogController({ disableRequestLogging: true }),
  trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  http: { connectionsCheckingInterval: CONNECTIONS_CHECK_MS },
  bodyLimit: BODY_LIMIT_BYTES,
  // An id that a client chose could carry anything into the log.
  requestIdHeader: false,
  onProtoPoisoning: 'error',
  frameworkErrors: (_error, _request, reply) => {
    sendProblem(reply, 400, 'malformed-address', 'The address cannot be decoded.');
  },
  // Fastify's own handler logs the raw packet at its lowest level; here nothing of it is kept at all.
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = CLIENT_FAULTS[error.code] ?? '400 Bad Request';
    const headers = { ...securityHeaders(config.secure), connection: 'close', 'content-length': '0' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`);
  },
});
