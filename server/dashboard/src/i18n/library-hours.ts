// What the home page says of hours at shared desks.
import { countText } from './count-text.js';

export const messages = {
  own: (libraries: number): string => (libraries > 1 ? 'Your libraries’ chat hours' : 'Your library’s chat hours'),
  ownNone: 'None in the next four weeks.',
  open: 'Hours that need somebody',
  openNone: 'None in the next days.',
  from: (library: string): string => `offered by ${library}`,
  more: (count: number, page: string): string => `${countText(count)} more in ${page}`,
};
