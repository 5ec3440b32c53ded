// No zod in this file: pages import it as a value.

/** Most requests of a library that wait for the coordinator. */
export const SHIFT_REQUESTS_MAX = 20;
/** Longest sentence of the coordinator on a request. Units: characters. */
export const SHIFT_REQUEST_REASON_CHARS_MAX = 300;
/** How far ahead a change of the weekly pattern can begin. Units: days. */
export const SHIFT_REQUEST_AHEAD_DAYS = 366;
/** How long the coordinator may undo an acceptance. Units: minutes. */
export const SHIFT_REQUEST_UNDO_MIN = 10;
