import { getAvailability, type Availability } from '@askusnow/sdk';
import { connection } from '../ui/connection.js';

/** The browser may have cached the answer for a patron's page; here it must be as new as the rest. */
const fresh = {
  ...connection,
  fetch: (url: RequestInfo | URL, init?: RequestInit) => connection.fetch(url, { ...init, cache: 'no-cache' }),
};

/** What a library's patrons see now. */
export const freshAvailability = (library: string): Promise<Availability> => getAvailability(fresh, library);
