// In:    functions that may answer a request before the router.
// Out:   the web server that calls them, with the framework's time limits and the limit on pipelined requests; the security
//        headers and the date on every response of the router, including 404s and errors.
// Never: answers once the server is closing: the router reports that.
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyServerFactory } from 'fastify';
import { limitPipelining, type PipelineLimitOptions } from './pipelining.ts';
import type { SecurityHeaders } from './security-headers.ts';

/**
 * True: answered, or about to be; the router skips the request. It sets its own headers, since setting defaults first
 * would make the fastest responses a tenth slower. `server`: the server that received the request.
 */
export type PreRouteHandler = (request: IncomingMessage, response: ServerResponse, server: Server) => boolean;

export interface PreRouterOptions {
  security: SecurityHeaders;
  date: () => string;
  /** Absent: what a client no longer waits for is dropped. */
  abandon?: PipelineLimitOptions['abandon'];
}

/** `options`: Fastify's server options. */
export const withPreRouter =
  ({ security, date, abandon = () => {} }: PreRouterOptions, ...answers: PreRouteHandler[]): FastifyServerFactory =>
  (route, options) => {
    const defaults = new Headers(security);
    const { http, requestTimeout, keepAliveTimeout }: ServerOptions & { http?: ServerOptions } = options;
    const handle: PipelineLimitOptions['handle'] = (request, response) => {
      const isAnswered = server.listening && answers.some((answer) => answer(request, response, server));
      if (isAnswered) return;
      response.setHeaders(defaults);
      response.setHeader('date', date());
      route(request, response);
    };
    const listener = limitPipelining({ handle, abandon });
    const server: Server = createServer({ ...http, requestTimeout, keepAliveTimeout }, listener);
    return server;
  };
