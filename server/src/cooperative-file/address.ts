// In:    an address that patrons will be sent to.
// Out:   what is wrong with it, or undefined.
// Never: accepts `javascript:`, `data:` or plain http beyond this machine.
import { isLoopbackHost } from '../platform/loopback.ts';

/** Longest address that is kept. Every patron's answer carries it. */
const ADDRESS_LIMIT = 500;

function isSafe(text: string): boolean {
  // The scheme's own slashes: "https:host" is an address to the URL parser and a puzzle to a reader.
  if (text.length > ADDRESS_LIMIT || !/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/iu.test(text) || !URL.canParse(text))
    return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || isLoopbackHost(url.hostname);
}

/** The address is repeated, since a variable may stand for it in the file. */
export function addressFault(text: string): string | undefined {
  if (isSafe(text)) return undefined;
  const right = 'should be an https address like "https://chat.example.org/harford" (http only on a loopback host)';
  return `${JSON.stringify(text.slice(0, 80))} ${right}`;
}
