/**
 * Every address of the wire, once. No zod here: pages import these as values.
 * Source: the wire is versioned in the path and only grows.
 */
export const PATHS = {
  availability: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/availability`,
  stream: '/v1/availability/stream',
  events: '/v1/events',
  libraries: '/v1/libraries',
  originCheck: '/v1/origins/check',
  session: '/v1/session',
  sessionEnd: '/v1/session/end',
  placements: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/placements`,
  metrics: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/metrics`,
  metricsCsv: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/metrics.csv`,
  overview: '/v1/overview',
  queues: (library: string) => `/v1/libraries/${encodeURIComponent(library)}/queues`,
  queueHours: (queue: string) => `/v1/queues/${encodeURIComponent(queue)}/hours`,
  queueClosedUntil: (queue: string) => `/v1/queues/${encodeURIComponent(queue)}/closed-until`,
  queueAudit: (queue: string) => `/v1/queues/${encodeURIComponent(queue)}/audit`,
} as const;
