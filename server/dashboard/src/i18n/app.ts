export const messages = {
  monthPage: 'Month report',
  hoursPage: 'Hours and closings',
  peoplePage: 'People and desks',
  noSuchPage: 'No such page',
  allLibraries: 'All libraries',
  yourLibraries: 'Your libraries',
  lastDays: (what: string, days: number) => `${what}, last ${days} days`,
  sessionEnded: 'Your session has ended: nothing more can be read or changed until you sign in again.',
  signOutFailed: 'Signing out did not work: the server cannot be reached. You are still signed in.',
  simulated: (title: string) => `Simulated: ${title}`,
  signedOutTitle: 'Signed out · AskUsNow',
  skipToContent: 'Skip to the content',
  signedOut: 'You are signed out',
  noAccess: 'This browser no longer has access to the numbers.',
  readsOnly: 'Your account reads these pages. To change something, ask a liaison of the library or the coordinator.',
  howToSignIn: (INVITATION_HOURS: number) =>
    `To sign in, open the link from your invitation. Each link works once, for ${INVITATION_HOURS} hours. If yours no longer works, ask your statewide coordinator for a new one.`,
};
