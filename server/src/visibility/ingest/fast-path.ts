// In:    a request that no router has seen yet.
// Out:   the response to a page's events; every other request is left to the router and routes.ts.
// Never: another answer than the route's: both ask ingest, and send by send-outcome.ts.
//
// Router, hooks and the framework's own reading of a body cost a third of what all else does between a batch's arrival
// and its commit (test/bench/ingest.ts).
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { EVENTS_BODY_LIMIT_BYTES, PATHS } from '@askusnow/sdk/contract';
import type { PreRouteHandler } from '../../platform/http/pre-router.ts';
import type { Ingest } from './ingest.ts';
import type { OutcomeSender } from './send-outcome.ts';

/** As browsers write it for a text. */
const TEXT = /^text\/plain(?:; ?charset=utf-8)?$/i;
const LENGTH = /^\d{1,5}$/;

/** A length that is announced is kept: the parser reads that many bytes and no more, and a slow body has its time limit. */
const isPlain = ({ 'content-type': type = '', 'content-length': length = '' }: IncomingHttpHeaders): boolean =>
  TEXT.test(type) && LENGTH.test(length) && Number(length) <= EVENTS_BODY_LIMIT_BYTES;

export interface EventsFastPathDeps {
  ingest: Ingest;
  sendOutcome: OutcomeSender;
  /** As the route would know it: X-Forwarded-For is a trusted proxy's word, or nothing. */
  addressOf(request: IncomingMessage): string;
}

/** True: answered once it is committed. */
export const eventsFastPath =
  ({ ingest, sendOutcome, addressOf }: EventsFastPathDeps): PreRouteHandler =>
  (request, response, server) => {
    const { method, url, headers } = request;
    if (method !== 'POST' || url !== PATHS.events || !isPlain(headers)) return false;
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    // Does not come for a page that has left in the middle of its batch.
    request.on('end', () => {
      const sender = {
        origin: headers.origin,
        userAgent: headers['user-agent'],
        address: addressOf(request),
        gpc: headers['sec-gpc'] === '1',
      };
      void ingest.submit(body, sender).then((outcome) => {
        response.shouldKeepAlive &&= server.listening;
        sendOutcome(response, outcome);
      });
    });
    return true;
  };
