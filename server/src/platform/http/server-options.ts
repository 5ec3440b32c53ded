// In:    the configuration.
// Out:   the web server's options.
// Never: trusts an X-Forwarded-For of a proxy that is not configured.
import type { Server } from 'node:http';
import { LogController, type FastifyHttpOptions } from 'fastify';
import type { Config } from '../config.ts';
import { logOptions, type LogStream } from './log.ts';
import { sendProblem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** Limit for receiving a whole request. Node's default of 5 minutes (Fastify's: none) lets slow bodies accumulate. Units: ms. */
const REQUEST_TIMEOUT_MS = 5_000;
/** How often that limit is checked; Node's default is 30 s. Units: ms. */
const CONNECTIONS_CHECK_MS = 1_000;
/** Longer than common proxies keep theirs (60 s), so that the proxy ends an idle connection. Units: ms. */
const KEEP_ALIVE_MS = 65_000;
/** Routes with another limit declare it. Units: bytes. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** Node's codes for requests that could not be parsed. */
const CLIENT_FAULTS: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

export const serverOptions = (config: Config, log: LogStream): FastifyHttpOptions<Server> => ({
  logger: logOptions(log),
  // No line per request: the proxy logs requests, and counters count them.
  logController: new LogController({ disableRequestLogging: true }),
  trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  http: { connectionsCheckingInterval: CONNECTIONS_CHECK_MS },
  bodyLimit: BODY_LIMIT_BYTES,
  // A client's own request id could put anything into the log.
  requestIdHeader: false,
  onProtoPoisoning: 'error',
  frameworkErrors: (_error, _request, reply) => {
    sendProblem(reply, 400, 'malformed-address', 'The address cannot be decoded.');
  },
  // Fastify's own handler logs the raw packet at its lowest level; nothing of it may be kept.
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = CLIENT_FAULTS[error.code] ?? '400 Bad Request';
    const headers = { ...securityHeaders(config), connection: 'close', 'content-length': '0' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`);
  },
});
