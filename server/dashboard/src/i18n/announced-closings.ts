// What the list of a library's announced closings says.
import type { AnnouncedClosing } from '@askusnow/sdk';

/** "2 of its hours were offered to other libraries." */
export function offeredText({ offered }: AnnouncedClosing): string {
  if (offered === 0) return 'None of its hours is in this time, or near enough to be offered.';
  return offered === 1
    ? 'One of its hours was offered to other libraries.'
    : `${offered} of its hours were offered to other libraries.`;
}

export const messages = {
  heading: 'When the library is closed',
  note: 'Its hours at shared desks in that time are offered to other libraries. Patrons see nothing of it.',
  none: 'No closing is announced.',
  announce: 'Announce a closing',
  fromDay: 'First day',
  fromTime: 'From, time',
  toDay: 'Last day',
  toTime: 'To, time',
  submit: 'Announce',
  announced: (when: string): string => `Closing announced: ${when}.`,
  withdraw: 'Withdraw',
  about: (when: string): string => ` ${when}`,
  withdrawNote: 'Its hours that nobody has accepted are the library’s again.',
  withdrawn: 'Closing withdrawn.',
};
