import { PATHS } from '../contract/paths.js';
import { PRIVATELY } from '../request.js';

/**
 * Posts one body to the events route.
 * A string body without a content type is `text/plain`: a simple request, no preflight. `keepalive` outlives the page.
 * `sendBeacon` would send cookies, and on some hosts the page's whole address: it is not used.
 * Errors: rejects where the network fails; a refusal is a response.
 * @example await postEvents(fetch, 'https://ask.example.org', body);
 */
export const postEvents = (fetch: typeof globalThis.fetch, endpoint: string, body: string): Promise<Response> =>
  fetch(endpoint + PATHS.events, { ...PRIVATELY, method: 'POST', body, keepalive: true });
