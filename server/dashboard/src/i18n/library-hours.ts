// What the home page says of hours at shared desks.
import { countedText, countText } from './count-text.js';
import { UNTIL_ACCEPTED } from './hour-text.js';

export const messages = {
  own: (libraries: number): string => (libraries > 1 ? 'Your libraries’ chat hours' : 'Your library’s chat hours'),
  ownNone: 'None in the next four weeks.',
  open: 'Hours that need somebody',
  openNone: 'None in the next days.',
  openTimes: (count: number): string =>
    `${countedText(count, 'time')} at shared desks ${count === 1 ? 'needs' : 'need'} somebody`,
  from: (library: string): string => `Offered by ${library}`,
  ours: `Offered. ${UNTIL_ACCEPTED}`,
  more: (count: number, page: string): string => `${countText(count)} more in ${page}`,
};
