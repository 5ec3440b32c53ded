import type { RequestOptions } from '../request.js';

/**
 * What signed-in people see and change: the session's cookie goes to the page's own origin alone, so these functions work
 * in the server's own pages; a script elsewhere hands over a `fetch` that carries its cookie.
 */
export const signedIn = (options?: RequestOptions) => ({ ...options, credentials: 'same-origin' as const });
