import type { Connection } from '@askusnow/sdk';

/** These pages ask the server that they come from, with the session's cookie, which script cannot read. */
export const here: Connection = { endpoint: location.origin };
