import { COLLEAGUES_AT_ONCE } from '@askusnow/sdk';

/** As the server reads an address (zod's `email`), so that a preview names what would be refused. */
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
const EMAIL_CHARS_MAX = 254;

export type AddressFault = 'no-address' | 'twice' | 'invited' | 'too-many';

export interface ListedAddress {
  address: string;
  fault: AddressFault | null;
}

/** One to a line, or parted by commas, semicolons or spaces. `invited`: addresses that have an invitation already. */
export function readAddresses(text: string, invited: readonly (string | null)[]): ListedAddress[] {
  const taken = new Set(invited.map((address) => address?.toLowerCase()));
  const seen = new Set<string>();
  const addresses = text.split(/[\s,;]+/).filter(Boolean);
  return addresses.map((address, index) => {
    const key = address.toLowerCase();
    const isTwice = seen.has(key);
    seen.add(key);
    if (!EMAIL.test(address) || address.length > EMAIL_CHARS_MAX) return { address, fault: 'no-address' };
    if (isTwice) return { address, fault: 'twice' };
    if (taken.has(key)) return { address, fault: 'invited' };
    return { address, fault: index < COLLEAGUES_AT_ONCE ? null : 'too-many' };
  });
}
