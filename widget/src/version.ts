/**
 * The tag's version, sent with each batch of events. The same as package.json's: a test compares them.
 */
export const VERSION = '0.2.0';
