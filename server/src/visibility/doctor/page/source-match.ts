// In:    a source expression of a content security policy, an address, the page's own address.
// Out:   whether the expression covers the address. Source: CSP3 § 6.7.2, and Chromium where it goes further.
// Never: needs Node. Follows a redirect: our addresses do not redirect.

const SCHEME_SOURCE = /^([a-z][a-z\d+.-]*):$/i;
/** A query and a fragment are ignored. */
const HOST_SOURCE =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?(?:[?#].*)?$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };
/** A scheme also covers its secure form. */
const UPGRADES: Readonly<Record<string, string>> = { http: 'https', ws: 'wss' };

const schemeOf = ({ protocol }: URL): string => protocol.slice(0, -1);
const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[schemeOf(url)] ?? '');

/** An address of the scheme's secure form is an upgrade. */
function coverScheme(scheme: string, url: URL): 'exact' | 'upgrade' | null {
  const wanted = scheme.toLowerCase();
  if (wanted === schemeOf(url)) return 'exact';
  return UPGRADES[wanted] === schemeOf(url) ? 'upgrade' : null;
}

function coversHost(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

/** Port 80 is upgraded to 443, with its scheme; another port that is named is not. */
function coversPort(port: string | undefined, isUpgrade: boolean, url: URL): boolean {
  if (port === '*') return true;
  const actual = portOf(url);
  if (port === undefined) return actual === DEFAULT_PORTS[schemeOf(url)];
  return isUpgrade ? port === '80' && actual === '443' : port === actual;
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
  const alone = SCHEME_SOURCE.exec(expression)?.[1];
  if (alone !== undefined) return coverScheme(alone, url) !== null;
  const host = HOST_SOURCE.exec(expression);
  const scheme = host && coverScheme(host[1] ?? schemeOf(page), url);
  return (
    scheme !== null &&
    coversHost(host![2]!, url.hostname) &&
    coversPort(host![3], scheme === 'upgrade', url) &&
    coversPath(host![4], url)
  );
}
