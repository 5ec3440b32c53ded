/**
 * The addresses that the tag, the SDK and the server share. No zod here: pages import these as values. The addresses of
 * signed-in people stand beside the functions that call them, in `sdk/src/management`.
 * Source: the wire is versioned in the path and only grows.
 */
export const PATHS = {
  availability: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/availability`,
  stream: '/v1/availability/stream',
  events: '/v1/events',
  libraries: '/v1/libraries',
  originCheck: '/v1/origins/check',
  branch: (library: string, branch: string) =>
    `/v1/libraries/${encodeURIComponent(library)}/branches/${encodeURIComponent(branch)}`,
  nextOpening: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/next-opening.ics`,
  snippets: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/snippets`,
  calendar: (token: string) => `/v1/calendars/${encodeURIComponent(token)}`,
  noticeFeed: (token: string) => `/v1/notices/${encodeURIComponent(token)}`,
} as const;
