// In:    a recipient with a valid shape (sdk/src/contract/notices.ts), and the reachable hosts.
// Out:   its errors by field, with the expected value; empty: valid.
// Never: connects: an address is checked again at each use.
import { z } from 'zod';
import { isChatChannel, type RecipientChange } from '@askusnow/sdk/contract';
import type { FieldError } from '../../platform/http/problem.ts';

const mailAddress = z.email().max(254);

export interface Reach {
  /** What is wrong with a web address, before any connection. */
  fault(url: string): string | undefined;
  ownsLibrary(id: string): boolean;
}

const addressFault = ({ channel, address }: RecipientChange, reach: Reach): string | undefined => {
  if (channel === 'atom') return address === null ? undefined : 'should be null: a feed’s address is made here';
  if (channel !== 'email') return reach.fault(address ?? '');
  return mailAddress.safeParse(address).success ? undefined : 'should be one mail address, like desk@example.org';
};

const libraryFault = ({ tier, library }: RecipientChange, { ownsLibrary }: Reach): string | undefined => {
  if (tier !== 'local')
    return library === null ? undefined : `should be null: a ${tier} recipient is of no one library`;
  if (library === null) return 'should name the library whose notices it gets';
  return ownsLibrary(library) ? undefined : 'should be a library of yours';
};

const nameFault = ({ channel, name = null }: RecipientChange): string | undefined => {
  if (isChatChannel(channel)) return name ? undefined : 'should be what the channel is called, like Reference desk';
  return name === null ? undefined : 'should be left out: it is for channels of Teams and Slack';
};

const digestFault = ({ channel, digest = null }: RecipientChange): string | undefined =>
  digest === null || channel === 'email' ? undefined : 'should be left out: one mail a day or a week is for email';

export function checkRecipient(change: RecipientChange, reach: Reach): FieldError[] {
  const faults = {
    library: libraryFault(change, reach),
    address: addressFault(change, reach),
    name: nameFault(change),
    digest: digestFault(change),
  };
  return Object.entries(faults).flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]));
}
