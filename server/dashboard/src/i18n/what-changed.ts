// What may explain a library's numbers, in words.
import type { Changed } from '../logic/what-changed.js';
import { coverageValue } from './coverage-text.js';
import { dayText, spanText } from './day-text.js';

/** "Wed, Nov 11 (Veterans Day)" */
const closedText = ({ date, through, note }: Extract<Changed, { kind: 'closed' }>['days'][number]): string =>
  `${through === undefined || through === date ? dayText(date) : spanText(date, through)}${note ? ` (${note})` : ''}`;

export function changedText(changed: Changed): string {
  switch (changed.kind) {
    case 'lost':
      return `Since ${dayText(changed.date)}: The button is not seen on ${changed.page}.`;
    case 'new':
      return `${dayText(changed.date)}: The button is new on ${changed.page}.`;
    case 'closed':
      return `${changed.desk} was closed all day on ${changed.days.map(closedText).join(', ')}.`;
    case 'coverage':
      return `Coverage of own desks: ${coverageValue(changed.now)}, ${coverageValue(changed.before)} the month before.`;
    case 'note':
      return `${dayText(changed.date)}: ${changed.text}`;
  }
}
