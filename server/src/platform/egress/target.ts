// In:    an address as somebody wrote it, or as a redirect gives it, and the hosts that the configuration allows.
// Out:   where it leads, or what is wrong with the address itself.
// Never: resolves a name: what the resolver says is judged at the connection, by what is connected to.
import { isIP } from 'node:net';
import { EgressError } from './fault.ts';
import { specialPurposeOf } from './special-ranges.ts';

export interface Target {
  url: URL;
  /** The configuration names this host: it may be private, and spoken to in plain http. */
  isAllowed: boolean;
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };
const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[url.protocol] ?? '');

/** Without the brackets that an address has around IPv6. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** `host` lets every port of it through, `host:port` that one. */
const isNamed = (url: URL, allow: readonly string[]): boolean =>
  allow.some((entry) => entry === url.hostname || entry === `${url.hostname}:${portOf(url)}`);

/** Only what the URL standard made of the text is judged and used: 2130706433, 0x7f.1 and １２７.0.0.1 are 127.0.0.1 by then. */
export function targetOf(text: string, allow: readonly string[], redirectedFrom?: Target): Target {
  const url = URL.parse(text, redirectedFrom?.url.href);
  if (!url) throw new EgressError('bad-address', 'should be a whole address, like https://host.example.org/path');
  if (!(url.protocol in DEFAULT_PORTS)) throw new EgressError('bad-address', 'should begin with https://');
  if (url.username || url.password) {
    throw new EgressError('bad-address', 'should have no user name and no password in it');
  }
  const isAllowed = isNamed(url, allow);
  // A stranger may not point at a host that the configuration has opened for its own.
  if (isAllowed && redirectedFrom?.isAllowed === false) {
    throw new EgressError('private-address', 'redirects to a host that EGRESS_ALLOW names, from one that it does not');
  }
  if (isAllowed) return { url, isAllowed };
  if (url.protocol !== 'https:') {
    throw new EgressError(
      'bad-address',
      'should begin with https:// (http is for hosts that EGRESS_ALLOW names, and this one is not)',
    );
  }
  const host = hostOf(url);
  const purpose = isIP(host) ? specialPurposeOf(host) : /(?:^|\.)localhost\.?$/.test(host) ? 'loopback' : null;
  if (purpose) throw notPublic(host, purpose);
  return { url, isAllowed };
}

export const notPublic = (host: string, purpose: string): EgressError =>
  new EgressError(
    'private-address',
    `should be a host on the public internet: ${host} is ${purpose}; a host of your own is named in EGRESS_ALLOW`,
  );
