/** Seconds between ticks on the stream. No zod in this file: pages import these numbers as values. */
export const TICK_SEC = 15;
/** Largest body that the events door reads. Units: bytes. */
export const EVENTS_BODY_LIMIT_BYTES = 8192;
/** Most events in one batch. */
export const EVENTS_PER_BATCH = 50;
