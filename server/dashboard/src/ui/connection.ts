import type { Connection } from '@askusnow/sdk';
import { hearServerClock } from './server-clock.js';

/** The connection to the pages' own server, with the session's cookie. Each response also sets the server's clock. */
export const connection: Connection & Required<Pick<Connection, 'fetch'>> = {
  endpoint: location.origin,
  async fetch(input, init) {
    const response = await fetch(input, init);
    hearServerClock(response.headers);
    return response;
  },
};
