// In:    a request that no router has seen yet.
// Out:   the response to a page's events, or their count alone where the page has left; every other request is left to the
//        router and routes.ts.
// Never: another answer than the route's: both ask ingest, and send by send-outcome.ts.
//
// Router, hooks and the framework's own reading of a body cost a third of what all else does between a batch's arrival
// and its commit (test/bench/ingest.ts).
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { EVENTS_BODY_LIMIT_BYTES, PATHS } from '@askusnow/sdk/contract';
import type { PreRouteHandler } from '../../platform/http/pre-router.ts';
import type { Ingest } from './ingest.ts';
import type { Outcome } from './outcome.ts';
import type { OutcomeSender } from './send-outcome.ts';

/** As browsers write it for a text. */
const TEXT = /^text\/plain(?:; ?charset=utf-8)?$/i;
const LENGTH = /^\d{1,5}$/;

/** A length that is announced is kept: the parser reads that many bytes and no more, and a slow body has its time limit. */
const isPlain = ({ 'content-type': type = '', 'content-length': length = '' }: IncomingHttpHeaders): boolean =>
  TEXT.test(type) && LENGTH.test(length) && Number(length) <= EVENTS_BODY_LIMIT_BYTES;

const isEvents = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'POST' && url === PATHS.events && isPlain(headers);

export interface EventsFastPathDeps {
  ingest: Pick<Ingest, 'submit'>;
  sendOutcome: OutcomeSender;
  /** As the route would know it: X-Forwarded-For is a trusted proxy's word, or nothing. */
  addressOf(request: IncomingMessage): string;
}

/** Hands a body on with what else its request says. */
const createSubmit =
  ({ ingest, addressOf }: Omit<EventsFastPathDeps, 'sendOutcome'>) =>
  (request: IncomingMessage, body: string): Promise<Outcome> => {
    const { headers } = request;
    return ingest.submit(body, {
      origin: headers.origin,
      userAgent: headers['user-agent'],
      address: addressOf(request),
      gpc: headers['sec-gpc'] === '1',
    });
  };

/** True: answered once it is committed. */
export function eventsFastPath(deps: EventsFastPathDeps): PreRouteHandler {
  const submit = createSubmit(deps);
  return (request, response, server) => {
    if (!isEvents(request)) return false;
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    // Does not come for a page that has left in the middle of its batch.
    request.on('end', () => {
      void submit(request, body).then((outcome) => {
        response.shouldKeepAlive &&= server.listening;
        deps.sendOutcome(response, outcome);
      });
    });
    return true;
  };
}

/** Counts a batch that had come whole when its page left, though it still waited behind others of its connection. */
export function countAbandoned(deps: Omit<EventsFastPathDeps, 'sendOutcome'>): (request: IncomingMessage) => void {
  const submit = createSubmit(deps);
  return (request) => {
    if (isEvents(request) && request.complete) void submit(request, String(request.setEncoding('utf8').read() ?? ''));
  };
}
