// In:    an address in a page; this server's address.
// Out:   the address as a browser resolves it; what of this server it names.
// Never: needs Node.

/** Null: no address. */
export function resolve(address: string | undefined, base: string): URL | null {
  if (address === undefined) return null;
  try {
    return new URL(address.trim(), base);
  } catch {
    return null;
  }
}

/** The path below this server's address; null: an address elsewhere. The scheme is not compared: it has its own finding. */
export function pathOnServer(url: URL, publicUrl: string): string | null {
  const server = new URL(publicUrl);
  const folder = server.pathname.replace(/\/$/, '');
  const sameHost = url.hostname === server.hostname && (url.port === server.port || url.protocol !== server.protocol);
  return sameHost && url.pathname.startsWith(`${folder}/`) ? url.pathname.slice(folder.length) : null;
}

export const SCRIPT_FILE = 'ask-us-now.js';
/** And its file for sites that pin it. */
export const SCRIPT_FILES = /ask-us-now(?:\.pinned)?\.js/;
const SCRIPT_PATH = /^\/widget\/(v1|\d{1,4}\.\d{1,4}\.\d{1,4})\/ask-us-now(?:\.classic|(\.pinned))?\.js$/;

/** `v1` or a version; null: another file. */
export function channelOf(path: string): { channel: string; isPinnedFile: boolean } | null {
  const [, channel, pinned] = SCRIPT_PATH.exec(path) ?? [];
  return channel === undefined ? null : { channel, isPinnedFile: pinned !== undefined };
}

/** Compares two versions, like 0.9.0 and 0.10.0. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (one![index] ?? 0) - (other![index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Two addresses that lead to the same place: a fragment and a closing slash do not matter. */
export function isSameAddress(one: URL, other: string): boolean {
  const second = resolve(other, one.href);
  const plain = (url: URL): string => `${url.origin}${url.pathname.replace(/\/$/, '')}${url.search}`;
  return second !== null && plain(one) === plain(second);
}
