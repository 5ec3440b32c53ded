// What the list of a library's announced closings says.
import type { AnnouncedClosing } from '@askusnow/sdk';

/** "2 hours offered to other libraries" */
export function offeredText({ offered }: AnnouncedClosing): string {
  if (offered === 0) return 'No hours offered yet';
  return offered === 1 ? '1 hour offered to other libraries' : `${offered} hours offered to other libraries`;
}

export const messages = {
  heading: 'When the library is closed',
  note: 'Its hours are offered to other libraries. Patrons do not see this.',
  none: 'No closing is announced for shared hours.',
  announce: 'Announce a closing',
  fromDay: 'First day',
  fromTime: 'Start time',
  toDay: 'Last day',
  toTime: 'End time',
  submit: 'Announce closing',
  announced: (when: string): string => `Closing announced: ${when}.`,
  withdraw: 'Withdraw closing',
  about: (when: string): string => ` ${when}`,
  withdrawNote: 'Hours that nobody accepted come back.',
  withdrawn: 'Closing withdrawn.',
};
