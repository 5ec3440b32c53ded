import type { Connection } from '@askusnow/sdk';
import { hearServerClock } from './server-clock.js';

/** How often the reader has signed in again. */
let signIns = 0;

/** The reader has signed in again. */
export const countSignIn = (): void => void (signIns += 1);

/**
 * The connection to the pages' own server, with the session's cookie. Each response also sets the server's clock. A request that
 * an earlier session sent, and that was refused for it, is sent again.
 */
export const connection: Connection & Required<Pick<Connection, 'fetch'>> = {
  endpoint: location.origin,
  async fetch(input, init) {
    const before = signIns;
    let response = await fetch(input, init);
    if (response.status === 401 && before !== signIns) response = await fetch(input, init);
    hearServerClock(response.headers);
    return response;
  },
};
