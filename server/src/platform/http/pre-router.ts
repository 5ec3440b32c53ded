// In:    a look at requests before the router's.
// Out:   the web server that gives it, with the time limits that the framework would have set; and the security headers
//        and the date of every reply that the router makes, its 404s and refusals included.
// Never: answers by itself once the server is closing: the router then says so.
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyServerFactory } from 'fastify';
import type { SecurityHeaders } from './security-headers.ts';

/**
 * True: answered or about to be, and nobody else's any more; with headers of its own, since setting defaults first
 * would cost the fastest replies a tenth. `server`: the one that the request came to.
 */
export type AnswerAhead = (request: IncomingMessage, response: ServerResponse, server: Server) => boolean;

/** `options`: the framework's own, as it hands them over. */
export const aheadOfRouter =
  (
    { security, date }: { security: SecurityHeaders; date: () => string },
    ...answers: AnswerAhead[]
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
