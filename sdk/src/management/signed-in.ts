import type { RequestOptions } from '../request.js';

/**
 * What signed-in people see and change: the session's cookie is sent to the page's own origin only, so these functions work
 * in the server's own pages; a script elsewhere passes a `fetch` that sends its cookie.
 */
export const signedIn = (options?: RequestOptions) => ({ ...options, credentials: 'same-origin' as const });
