// No zod in this file: pages import it as a value.

/** The dummy card number and the PIN with which those who answer chats try a library's services. */
export const SEALED_FIELDS = ['card', 'pin'] as const;
export type SealedFieldName = (typeof SEALED_FIELDS)[number];

/** How long a page shows a revealed value. Units: s. */
export const REVEALED_SEC = 30;
/** Longest label or value. Units: characters. */
export const SEALED_CHARS_MAX = 60;
