// In:    a function that may answer a request before the router.
// Out:   the web server that calls it, with the framework's time limits; the security headers and the date on every
//        response of the router, including 404s and errors.
// Never: answers once the server is closing: the router reports that.
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyServerFactory } from 'fastify';
import type { SecurityHeaders } from './security-headers.ts';

/**
 * True: answered, or about to be; the router skips the request. It sets its own headers, since setting defaults first
 * would make the fastest responses a tenth slower. `server`: the server that received the request.
 */
export type PreRouteHandler = (request: IncomingMessage, response: ServerResponse, server: Server) => boolean;

/** `options`: Fastify's server options. */
export const withPreRouter =
  (
    { security, date }: { security: SecurityHeaders; date: () => string },
    ...answers: PreRouteHandler[]
  ): FastifyServerFactory =>
  (route, options) => {
    const defaults = new Headers(security);
    const { http, requestTimeout, keepAliveTimeout }: ServerOptions & { http?: ServerOptions } = options;
    const server: Server = createServer({ ...http, requestTimeout, keepAliveTimeout }, (request, response) => {
      const isAnswered = server.listening && answers.some((answer) => answer(request, response, server));
      if (isAnswered) return;
      response.setHeaders(defaults);
      response.setHeader('date', date());
      route(request, response);
    });
    return server;
  };
