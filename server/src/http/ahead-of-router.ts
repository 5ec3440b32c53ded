// In:    a look at requests before the router's.
// Out:   the web server that gives it, with the time limits that the framework would have set.
// Never: answers by itself once the server is closing: the router then says so.
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyServerFactory } from 'fastify';

/** True: answered, and nobody else's any more. */
export type AnswerAhead = (request: IncomingMessage, response: ServerResponse) => boolean;

/** `options`: the framework's own, as it hands them over. */
export const aheadOfRouter =
  (answerAhead: AnswerAhead): FastifyServerFactory =>
  (route, options) => {
    const { http, requestTimeout, keepAliveTimeout }: ServerOptions & { http?: ServerOptions } = options;
    const server: Server = createServer({ ...http, requestTimeout, keepAliveTimeout }, (request, response) => {
      if (!server.listening || !answerAhead(request, response)) route(request, response);
    });
    return server;
  };
