import { PATHS } from '../contract/paths.js';

/**
 * Posts one body to the events door.
 * A string body without a content type is `text/plain`: a simple request, no preflight. `keepalive` outlives the page.
 * Neither cookies nor the page's address go with it; `sendBeacon` sends both on some hosts, so it is not used.
 * Errors: rejects where the network fails; a refusal is a response.
 * @example await postEvents(fetch, 'https://ask.example.org', body);
 */
export const postEvents = (fetch: typeof globalThis.fetch, endpoint: string, body: string): Promise<Response> =>
  fetch(endpoint + PATHS.events, {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
