export const messages = {
  hours: 'Hours',
  byHours: 'By this desk’s hours. Nobody to answer? A liaison can close chat:',
  contacts: 'See contacts',
  onNow: 'Shift now',
  onUntil: (who: string, until: string): string => `${who}, until ${until}`,
  nextChange: 'After that',
  nobodyScheduled: 'Nobody is scheduled',
  noDesk: 'No desk is assigned to you yet. Ask your coordinator for a new invitation.',
  sharedDesk: 'Several libraries share this desk. Its own staff and the statewide coordinator set its status.',
  statusHeading: 'Status of this desk',
  noStatus: 'No status set yet: press Available when you are ready to answer.',
  statusSet: (status: string) => `Status set to ${status}.`,
  patronsSee: 'Patrons see:',
  shownFrom: (time: string) => `Patrons see you from ${time} on: one minute after you come back.`,
  keepOpen: 'Keep this page open while you answer.',
  whyOpen: 'If you close it',
  whyOpenText:
    'If you close this page, your status becomes Away. If your computer sleeps, it becomes unknown after 90 seconds. Links open in a new tab.',
  signedInUntil: (time: string) => `You stay signed in while you use this page, and until ${time} if you do not.`,
  heartbeatReceived: (time: string) =>
    `Last update received at ${time} (server time). This page sends one every 30 seconds.`,
  heartbeatUnreachable: 'The last update did not arrive: the server cannot be reached.',
  heartbeatFailed: 'The last update did not arrive: the server could not answer.',
  heartbeatRetry: (problem: string) =>
    `${problem} This page tries again every few seconds. After 90 seconds without an update, patrons see that your status is not known.`,
  asleep: (from: string, to: string, status: string) =>
    `This page was asleep from ${from} to ${to}: for most of that time patrons saw that your status is not known. Is it still ${status}?`,
};
