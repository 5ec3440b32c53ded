// No zod in this file: pages import it as a value.

/** Most addresses of a library that wait for the coordinator. */
export const PROPOSED_ADDRESSES_MAX = 20;
/** Longest name of a key page. Units: characters. */
export const KEY_PAGE_NAME_CHARS_MAX = 120;
/** Longest sentence of the coordinator on a proposed address. Units: characters. */
export const PROPOSED_REASON_CHARS_MAX = 300;
