// In:    an address for patrons.
// Out:   what is wrong with it, or undefined.
// Never: accepts `javascript:`, `data:` or, beyond this machine, plain http.
import { isLoopbackHost } from '../platform/loopback.ts';

/** Max length. Every answer to a patron carries it. */
const ADDRESS_LIMIT = 500;

function isSafe(text: string): boolean {
  // The scheme's own slashes: the URL parser accepts "https:host", which confuses readers.
  if (text.length > ADDRESS_LIMIT || !/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/iu.test(text) || !URL.canParse(text))
    return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || isLoopbackHost(url.hostname);
}

/** The message repeats the address, since the file may have a variable instead. */
export function addressFault(text: string): string | undefined {
  if (isSafe(text)) return undefined;
  const right = 'should be an https address like "https://chat.example.org/harford" (http only on a loopback host)';
  return `${JSON.stringify(text.slice(0, 80))} ${right}`;
}
