// What the panel of alerts for those who answer chats says.
import { ALERT_CHARS_MAX, ALERT_DAYS_MAX, type Alert } from '@askusnow/sdk';
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
  removeAsk: (): string => 'End this alert now?',
  removed: (): string => 'Alert ended.',
  about: ({ text }: Pick<Alert, 'text'>): string => `“${text.slice(0, 60)}”`,
  text: 'Alert for people who answer chats',
  textHint: `At most ${ALERT_CHARS_MAX} characters. Only people who are signed in see it.`,
  untilFault: `Choose a time that is ahead, at most ${ALERT_DAYS_MAX} days from now.`,
  alsoPublic: 'Also show patrons a sentence beside the button',
  saved: (until: string, zone: string): string => `Alert shown until ${instantText(until, zone)}.`,
} as const;
