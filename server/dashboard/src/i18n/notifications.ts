export const messages = {
  heading: 'Notifications',
  removeRecipientSure: (name: string) =>
    `Remove ${name}? It gets no more messages. To have it back, it must be added and set up again.`,
  recipientRemoved: (name: string) => `Removed: ${name}.`,
  recipients: 'Who is notified',
  noRecipients: 'Nobody is notified yet.',
  noRecipientsNote: 'Help requests reach nobody until you add a recipient.',
  about: 'Notified about',
  notNotified: (reason: string) => `Not notified: ${reason}`,
  webhookSecret: 'The secret that signs this webhook. It is shown only once: keep it where the receiver can read it.',
  copySecret: 'Copy the secret',
  feedAddress: 'The feed’s address. It is shown only once. Anyone who has it can read the feed.',
  sendLink: 'Send the link again',
  linkSent: (address: string) => `Mailed the link to ${address}.`,
  added: (name: string) => `Added: ${name}.`,
  addedPending: (address: string) =>
    `Added: ${address}. We mail a link to it; nothing else is sent until somebody there opens it and agrees.`,
  changed: 'Saved.',
  somebody: 'Somebody else',
  confirmed: (name: string) => `Confirmed: ${name}.`,
  linkNote: (days: number) =>
    `We mail a link to a new address. Nothing else is sent to it until somebody there opens the link and agrees. It works once, for ${days} days. Your own confirmed address needs none.`,
  forField: 'For',
  whatToSend: 'What to send',
  oneByOne: 'Choose one by one',
  chooseSome: 'Choose at least one.',
  sendTest: 'Send a test',
  testSent: (name: string) => `A test is on its way to ${name}.`,
  channelName: 'Name of the channel',
  channelNameNote: 'It is shown here in place of the address.',
  chatNote:
    'The address is a password: anybody who has it can write to the channel. We keep it, and never show it again. This was not tried in Teams or Slack yet: send a test.',
  howOften: 'What is not urgent',
  howOftenNote:
    'Calls for help, and a desk or calendar that stops working, come at once all the same. So do the mails of the week and the month, on their days. If nothing is new, there is no mail.',
  advanced: 'Advanced: Teams, Slack, webhook or feed',
  sendBy: 'Send by',
};
