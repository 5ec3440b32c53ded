// What the list of a library's announced closings says.
import type { AnnouncedClosing } from '@askusnow/sdk';

/** "2 of its hours were offered to other libraries." */
export function offeredText({ offered }: AnnouncedClosing): string {
  if (offered === 0) return 'No hours offered yet: none fall in this closing, or they are too far ahead.';
  return offered === 1
    ? 'One of its hours was offered to other libraries.'
    : `${offered} of its hours were offered to other libraries.`;
}

export const messages = {
  heading: 'When the library is closed',
  note: 'Announce here when your library works no hours of a shared desk. The hours in that time are offered to other libraries. Patrons do not see this.',
  none: 'No closing is announced.',
  announce: 'Announce a closing',
  fromDay: 'First day',
  fromTime: 'Start time',
  toDay: 'Last day',
  toTime: 'End time',
  submit: 'Announce closing',
  announced: (when: string): string => `Closing announced: ${when}.`,
  withdraw: 'Withdraw closing',
  about: (when: string): string => ` ${when}`,
  withdrawNote: 'Its hours that nobody has accepted are the library’s again.',
  withdrawn: 'Closing withdrawn.',
};
