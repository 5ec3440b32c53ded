import type { Moment } from '../times.js';
import type { Strings } from './strings.js';

const on = (time: string, { days, day }: Moment): string =>
  time + (days ? (days > 1 ? ` on ${day}` : ' tomorrow') : '');
const until = (time: string, end: Moment): string => ` until ${on(time === '12 AM' ? 'midnight' : time, end)}`;

/** English, inside the bundle: what is said when nothing else could be loaded. */
export const en: Strings = {
  lang: 'en-US',
  label: 'Ask a librarian',
  answering({ tier, busy, observed, end }) {
    const own = tier === 'local';
    const who = own ? '' : tier === 'global' ? 'partner help' : 'statewide help';
    if (busy) return `${who || 'everyone'} is busy, expect a wait`;
    if (end === 'always') return `${who || 'open'} 24 hours a day`;
    if (!end) return `${who} ${observed ? 'available' : 'open'} now`.trim();
    if (!own) return who + until(end.short, end);
    return (observed ? 'available now,' : 'open') + until(end.short === '12 AM' ? end.short : end.time, end);
  },
  back: (start) => `Back at ${on(start.time, start)}`,
  away: 'Our desk is away',
  occupied: 'Our desk is busy',
  closed: 'closed right now',
  nobody: 'nobody is on right now',
  unknown: "we can't check who is on right now",
  call: 'Call',
  form: 'Send a question',
  page: 'Other ways to ask',
};
