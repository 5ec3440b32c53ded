// What the panel of alerts for those who answer chats says.
import {
  ALERT_CHARS_MAX,
  ALERT_DAYS_MAX,
  MESSAGE_DAYS,
  MESSAGE_LENGTH,
  type Alert,
  type LibraryMessage,
} from '@askusnow/sdk';
import { instantText } from './clock-text.js';

export const messages = {
  heading: 'Alerts',
  what: 'What everyone who answers chats should know until a time, like printers that are down. Patrons never see it. It goes away by itself.',
  whatToRead: 'For people who answer chats. Patrons do not see this.',
  none: 'No alert now.',
  until: ({ until, zone, by }: Alert): string => `Until ${instantText(until, zone)}. From ${by}.`,
  news: (alerts: readonly Alert[]): string => alerts.map(({ text }) => `New alert: ${text}`).join(' '),
  add: 'Add an alert',
  end: 'End now',
  endAsk: 'End this alert now?',
  ended: 'Alert ended.',
  about: ({ text }: Pick<Alert, 'text'>): string => `“${text.slice(0, 60)}”`,
  text: 'Alert for people who answer chats',
  textHint: `At most ${ALERT_CHARS_MAX} characters. Only people who are signed in see it.`,
  byZone: (zoneName: string): string => `By ${zoneName}.`,
  untilFault: `Choose a time that is ahead, at most ${ALERT_DAYS_MAX} days from now.`,
  alsoPublic: 'Also show patrons a sentence beside the button',
  sentenceHint: `Patrons see this sentence, and not the alert. At most ${MESSAGE_LENGTH} characters, and ${MESSAGE_DAYS} days.`,
  patronsSee: (message: LibraryMessage | null, zone: string): string =>
    message === null
      ? 'Patrons see no sentence now.'
      : `Patrons see now, until ${instantText(message.until, zone)}: “${message.text}” Yours replaces it.`,
  sentenceChanged:
    'Somebody else has changed the sentence meanwhile; below is what patrons see now. The alert itself is saved. Save again to replace the sentence.',
  sentenceFault: `Write one sentence of at most ${MESSAGE_LENGTH} characters.`,
  sentenceUntilFault: `Patrons can see a sentence for at most ${MESSAGE_DAYS} days. The alert itself is saved.`,
  save: 'Save alert',
  saved: (until: string, zone: string): string => `Alert shown until ${instantText(until, zone)}.`,
  savedBoth: (until: string, zone: string): string =>
    `Alert and sentence for patrons shown until ${instantText(until, zone)}.`,
  endedMeanwhile: 'This alert has ended meanwhile. Copy your text, and add it as a new one.',
} as const;
