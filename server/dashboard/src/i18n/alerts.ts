// What the panel of alerts for those who answer chats says.
import { ALERT_CHARS_MAX, ALERT_DAYS_MAX, type Alert } from '@askusnow/sdk';
import { instantText } from './clock-text.js';

export const messages = {
  heading: 'Alerts',
  what: 'For everyone who answers chats, like: printers are down',
  whatToRead: 'Patrons do not see this.',
  none: 'No alert now.',
  until: ({ until, zone, by }: Alert): string => `Until ${instantText(until, zone)}. From ${by}.`,
  news: (alerts: readonly Alert[]): string => alerts.map(({ text }) => `New alert: ${text}`).join(' '),
  add: 'Add an alert',
  end: 'End now',
  removeAsk: (): string => 'End this alert now?',
  removed: (): string => 'Alert ended.',
  about: ({ text }: Pick<Alert, 'text'>): string => `“${text.slice(0, 60)}”`,
  text: 'Alert for people who answer chats',
  textHint: `Only staff see it, unless you also write a sentence for patrons. At most ${ALERT_CHARS_MAX} characters.`,
  untilFault: `Choose a time that is ahead, at most ${ALERT_DAYS_MAX} days from now.`,
  alsoPublic: 'Also show patrons a sentence beside the button',
  saved: (until: string, zone: string): string => `Alert shown until ${instantText(until, zone)}.`,
} as const;
