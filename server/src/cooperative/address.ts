// In:    an address that patrons will be sent to.
// Out:   what is wrong with it, or undefined.
// Never: accepts `javascript:`, `data:` or plain http beyond this machine.
import { isLoopback } from './origin.ts';

const RIGHT = 'should be an https address like "https://chat.example.org/harford" (http only on a loopback host)';

/** Longest address that is kept. Every patron's answer carries it. */
const ADDRESS_LIMIT = 500;

export function addressFault(text: string): string | undefined {
  if (text.length > ADDRESS_LIMIT || /\s/.test(text) || !URL.canParse(text)) return RIGHT;
  const url = new URL(text);
  if (url.username || url.password) return `${RIGHT}, without a user name`;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  // The scheme's own slashes: "https:host" is an address to the URL parser and a puzzle to a reader.
  return safe && /^https?:\/\//i.test(text) ? undefined : RIGHT;
}
