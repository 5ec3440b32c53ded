// In:    an address from a person or a redirect; the hosts that the configuration allows.
// Out:   the target, or what is wrong with the address itself.
// Never: resolves a name: addresses are checked at the connection.
import { isIP } from 'node:net';
import { EgressError } from './fault.ts';
import { specialPurposeOf } from './special-ranges.ts';

export interface Target {
  url: URL;
  /** The configuration names this host: it may be private, and may use plain http. */
  isAllowed: boolean;
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };
const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[url.protocol] ?? '');

/** No certificate authority vouches for such a name, so https is no advice. Source: RFC 6762, RFC 8375, ICANN's `.internal`. */
const INTERNAL_NAME = /^[^.]+\.?$|\.(?:local|internal|home\.arpa)\.?$/i;

/** Without the brackets around an IPv6 address. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** `host` allows every port, `host:port` only that one. */
const isNamed = (url: URL, allow: readonly string[]): boolean =>
  allow.some((entry) => entry === url.hostname || entry === `${url.hostname}:${portOf(url)}`);

/** Checks and uses the parsed URL only, in which 2130706433, 0x7f.1 and １２７.0.0.1 are already 127.0.0.1. */
export function targetOf(text: string, allow: readonly string[], redirectedFrom?: Target): Target {
  const url = URL.parse(text, redirectedFrom?.url.href);
  if (!url) throw new EgressError('bad-address', 'should be a whole address, like https://host.example.org/path');
  if (!(url.protocol in DEFAULT_PORTS)) throw new EgressError('bad-address', 'should begin with https://');
  if (url.username || url.password) {
    throw new EgressError('bad-address', 'should have no user name and no password in it');
  }
  const isAllowed = isNamed(url, allow);
  // Another host must not redirect to a host that the configuration allows.
  if (isAllowed && redirectedFrom?.isAllowed === false) {
    throw new EgressError('private-address', 'redirects to a host that EGRESS_ALLOW names, from one that it does not');
  }
  if (isAllowed) return { url, isAllowed };
  const host = hostOf(url);
  // Before the protocol: http is what most private hosts speak, and https would not help them.
  const purpose = isIP(host) ? specialPurposeOf(host) : /(?:^|\.)localhost\.?$/.test(host) ? 'loopback' : null;
  if (purpose) throw notPublic(host, purpose);
  if (url.protocol !== 'https:') {
    if (INTERNAL_NAME.test(host)) throw notPublic(host, 'private');
    throw new EgressError(
      'bad-address',
      'should begin with https:// (http is for hosts that EGRESS_ALLOW names, and this one is not)',
    );
  }
  return { url, isAllowed };
}

export const notPublic = (host: string, purpose: string): EgressError =>
  new EgressError(
    'private-address',
    `should be a host on the public internet: ${host} is ${purpose}; to allow a private host, add it to EGRESS_ALLOW`,
  );
