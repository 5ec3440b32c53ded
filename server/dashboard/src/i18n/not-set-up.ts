// What each page says where the server cannot send: one sentence, and who can change it.

/** "Email is not set up on this server." */
export const notSetUpText = (what = 'Email'): string => `${what} is not set up on this server.`;

/** Where the page has said the same of the whole server, and who can set it up. */
export const NO_EMAIL_YET = 'Email is not set up yet.';

/** The link of who cannot set it up themselves. */
export const ASK_FOR_EMAIL = 'Ask your coordinator to set up email';

/** Who can set it up. */
export const whoSetsUpText = (isCoordinator: boolean): string =>
  isCoordinator ? 'Ask the person who runs the server.' : 'Ask your coordinator.';
