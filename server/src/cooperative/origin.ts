// In:    a registered origin from the file; a browser's Origin header.
// Out:   what is wrong with the first; whether the first covers the second.
// Never: accepts a look-alike ("https://evil-x.org", "https://x.org.evil.com").
import { parse } from 'tldts';
import { isLoopbackHost } from '../platform/loopback.ts';
import { hasSuffixBelow } from './suffixes-below.ts';
import { vendorDomainOf } from './vendor-domains.ts';

const FORM = 'an origin like "https://www.example.org" or "https://*.example.org"';

/** Labels of a host name: at least one, none empty, so without a dot at an end. */
const LABELS = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const IPV6 = /^\[[0-9a-f:]+\]$/;

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What is wrong with a registered origin, or undefined. It must be spelled as browsers send it. */
export function originFault(text: string): string | undefined {
  const wild = /^[a-z]+:\/\/\*\./i.test(text);
  const url = urlOf(wild ? text.replace('*.', '') : text);
  if (!url || text.length > 200 || (url.protocol !== 'https:' && url.protocol !== 'http:')) return `should be ${FORM}`;
  if (url.hostname.includes('*')) return `should have one "*" as the whole first name: ${FORM}`;
  if (url.username || url.password) return `should be without a user name: ${FORM}`;
  // "libguides.com." is the vendor's domain to a browser, and no name of any list.
  if (!LABELS.test(url.hostname) && !IPV6.test(url.hostname))
    return `should have a host name without a dot at its end: ${FORM}`;
  const spelled = wild ? url.origin.replace('://', '://*.') : url.origin;
  if (wild) {
    const fault = wildcardFault(url.hostname);
    if (fault !== undefined) return fault;
  }
  return text === spelled ? undefined : `should be "${spelled}": scheme, host and port, as a browser sends them`;
}

function wildcardFault(host: string): string | undefined {
  const vendor = vendorDomainOf(host);
  if (vendor !== undefined) {
    return `should name each host, like "https://yours.${vendor}": "${vendor}" is shared by many customers, so a wildcard would admit strangers`;
  }
  const found = parse(host, { allowPrivateDomains: true });
  if (found.isIp || found.domain === null) {
    return `should name each host: "*.${host}" would admit strangers, since "${host}" is not one owner's domain`;
  }
  if (hasSuffixBelow(host)) {
    return `should name each host: "*.${host}" would admit strangers, since names below "${host}" are given to anybody (publicsuffix.org)`;
  }
  return undefined;
}

/** Pages on http can be altered on the network: allowed, with a warning. */
export function originWarning(text: string): string | undefined {
  const url = urlOf(text.replace('*.', ''));
  return url?.protocol === 'http:' && !isLoopbackHost(url.hostname)
    ? 'is http: others on the network can alter its pages and their link; use https'
    : undefined;
}

/** The parts of a registered wildcard that an Origin header must begin and end with; null for an exact origin. */
function wildcardEnds(registered: string): { scheme: string; suffix: string } | null {
  const at = registered.indexOf('://*.');
  return at < 0 ? null : { scheme: registered.slice(0, at + 3), suffix: registered.slice(at + 4) };
}

/** Longer Origin headers are ignored: 253 characters of host, scheme and port. */
const ORIGIN_LIMIT = 300;

/**
 * Finds the registered origin that covers an Origin header: an exact one first, then a wildcard, which covers any depth
 * below its domain and not the domain itself. Browsers send origins in lower case and without default ports.
 */
export function createOriginMatcher<T extends { origin: string }>(
  rows: readonly T[],
): (origin: string | undefined) => T | undefined {
  const exact = new Map(rows.map((row) => [row.origin, row]));
  const wild = rows.flatMap((row) => {
    const ends = wildcardEnds(row.origin);
    return ends ? [{ row, ...ends }] : [];
  });
  return (origin) => {
    if (origin === undefined || origin.length > ORIGIN_LIMIT || origin.includes('*')) return undefined;
    return (
      exact.get(origin) ??
      wild.find(
        ({ scheme, suffix }) =>
          origin.startsWith(scheme) &&
          origin.endsWith(suffix) &&
          LABELS.test(origin.slice(scheme.length, -suffix.length)),
      )?.row
    );
  };
}
