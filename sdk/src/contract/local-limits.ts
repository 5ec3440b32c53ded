// No zod in this file: pages import it as a value.

/** Longest name of a script. Units: characters. */
export const SCRIPT_NAME_CHARS_MAX = 60;
/** Longest text of a script. Units: characters. */
export const SCRIPT_TEXT_CHARS_MAX = 2000;

/** A contact that nobody has verified for so long is reminded of. Units: days. */
export const CONTACT_VERIFY_DAYS = 180;
/** How long the link of a mail about a contact works. Units: days. */
export const CONTACT_LINK_DAYS = 30;
/** Longest name of a contact. Units: characters. */
export const CONTACT_NAME_CHARS_MAX = 80;
/** Longest note on a contact. Units: characters. */
export const CONTACT_NOTE_CHARS_MAX = 500;

/** Longest alert for those who answer chats. Units: characters. */
export const ALERT_CHARS_MAX = 500;
/** How far ahead an alert may end. Units: days. */
export const ALERT_DAYS_MAX = 60;

/** Longest subject of a mail to all liaisons. Units: characters. */
export const LIAISON_SUBJECT_CHARS_MAX = 120;
/** Longest text of a mail to all liaisons. Units: characters. */
export const LIAISON_TEXT_CHARS_MAX = 4_000;
/** So many mails to all liaisons may an account send in {@link LIAISON_MESSAGE_DAYS} days. */
export const LIAISON_MESSAGES_MAX = 3;
/** The time in which {@link LIAISON_MESSAGES_MAX} counts, and after which the text is erased. Units: days. */
export const LIAISON_MESSAGE_DAYS = 7;
