// In:    a request that no router has seen yet.
// Out:   the frame of a known library, for a plain GET; everything else is left to the router and routes.ts.
// Never: another answer than the route's: both send by send-frame.ts.
//
// Every page of every library asks here. Router, request and reply objects cost as much again as Node's own work
// (test/bench/availability-get.ts), and a look into a Map needs none of them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createHttpDate } from '../platform/http/date.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';
import type { LiveAvailability } from './live.ts';
import { createFrameSender } from './send-frame.ts';

const BEFORE = '/v1/libraries/';
const AFTER = '/availability';

export interface FastPathDeps {
  live: LiveAvailability;
  config: Pick<Config, 'secure' | 'simulated'>;
  clock: Clock;
}

/** True: answered. */
export function availabilityFastPath({ live, config, clock }: FastPathDeps) {
  const sendFrame = createFrameSender(securityHeaders(config), createHttpDate(clock));
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { method, url = '' } = request;
    if (method !== 'GET' || !url.startsWith(BEFORE) || !url.endsWith(AFTER)) return false;
    // An id that is escaped, followed by a query or unknown finds no frame.
    const frame = live.frame(url.slice(BEFORE.length, -AFTER.length));
    if (frame === undefined) return false;
    sendFrame(request, response, frame);
    return true;
  };
}
