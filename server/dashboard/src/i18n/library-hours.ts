// What the home page says of hours at shared desks.
import { countText } from './count-text.js';

export const messages = {
  own: (libraries: number): string => (libraries > 1 ? 'Your libraries’ hours' : 'Your library’s hours'),
  ownNone: 'None in the next four weeks.',
  open: 'Open hours: nobody works them yet',
  openNone: 'None in the next days.',
  from: (library: string): string => `from ${library}`,
  nobodyOwes: 'No library owes it',
  more: (count: number): string => `${countText(count)} more in Shared hours`,
};
