import type { Connection } from '@askusnow/sdk';
import { hearServerClock } from './server-clock.js';

/** These pages ask the server that they come from, with the session's cookie, which script cannot read; each answer tells its clock. */
export const connection: Required<Connection> = {
  endpoint: location.origin,
  async fetch(input, init) {
    const response = await fetch(input, init);
    hearServerClock(response.headers);
    return response;
  },
};
