// In:    a source expression of a content security policy, an address, the page's own address.
// Out:   whether the expression covers the address. Source: CSP3 § 6.7.2, and Chromium where it goes further.
// Never: needs Node. Follows a redirect: our addresses do not redirect.

const SCHEME_SOURCE = /^([a-z][a-z\d+.-]*):$/i;
const HOST_SOURCE =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };
/** A scheme also covers its secure form. */
const COVERED_SCHEMES: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'https'],
  https: ['https'],
  ws: ['ws', 'wss', 'http', 'https'],
  wss: ['wss', 'https'],
};

const schemeOf = ({ protocol }: URL): string => protocol.slice(0, -1);
const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[schemeOf(url)] ?? '');

const coversScheme = (scheme: string, url: URL): boolean =>
  (COVERED_SCHEMES[scheme.toLowerCase()] ?? [scheme.toLowerCase()]).includes(schemeOf(url));

function coversHost(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

function coversPort(port: string | undefined, scheme: string | undefined, url: URL): boolean {
  if (port === '*') return true;
  const actual = portOf(url);
  if (port === undefined) return actual === DEFAULT_PORTS[schemeOf(url)];
  // An upgrade of http on its default port leads to that of https.
  return port === actual || (port === '80' && actual === '443' && scheme?.toLowerCase() !== 'https');
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function coversPath(path: string | undefined, url: URL): boolean {
  if (path === undefined || path === '/') return true;
  const wanted = decoded(path);
  const actual = decoded(url.pathname);
  return wanted.endsWith('/') ? actual.startsWith(wanted) : actual === wanted;
}

function isSelf(url: URL, page: URL): boolean {
  if (url.origin === page.origin) return true;
  const isDefault = (one: URL): boolean => portOf(one) === DEFAULT_PORTS[schemeOf(one)];
  return (
    url.hostname === page.hostname &&
    (portOf(url) === portOf(page) || (isDefault(url) && isDefault(page))) &&
    (schemeOf(url) === 'https' || schemeOf(url) === 'wss' || (schemeOf(page) === 'http' && schemeOf(url) === 'ws'))
  );
}

/** Keywords other than 'self', nonces and hashes cover no address. */
export function coversAddress(expression: string, url: URL, page: URL): boolean {
  if (expression === '*') return schemeOf(url) in DEFAULT_PORTS || url.protocol === page.protocol;
  if (expression.toLowerCase() === "'self'") return isSelf(url, page);
  const scheme = SCHEME_SOURCE.exec(expression)?.[1];
  if (scheme !== undefined) return coversScheme(scheme, url);
  const host = HOST_SOURCE.exec(expression);
  if (!host) return false;
  return (
    coversScheme(host[1] ?? schemeOf(page), url) &&
    coversHost(host[2]!, url.hostname) &&
    coversPort(host[3], host[1], url) &&
    coversPath(host[4], url)
  );
}
