// No zod in this file: pages import it as a value.

/** Longest place of a meeting, or link to it. Units: characters. */
export const MEETING_PLACE_CHARS_MAX = 200;
/** Longest title of a proposed topic. Units: characters. */
export const PROPOSAL_TITLE_CHARS_MAX = 120;
/** Longest explanation of a proposed topic. Units: characters. */
export const PROPOSAL_DETAIL_CHARS_MAX = 1_000;
