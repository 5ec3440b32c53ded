// In:    whether browsers reach this server by https.
// Out:   the security headers of every response; a page or a frame may replace the policy.
// Never: set per route: new routes have them, too.

/** One year, for this host only: subdomains are not ours. Source: RFC 6797 §6.1. */
const HSTS = 'max-age=31536000';

export type SecurityHeaders = Readonly<Record<string, string>>;

export const securityHeaders = (secure: boolean): SecurityHeaders => ({
  // JSON, text and files are not documents: if opened as one, they may load and run nothing.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...(secure && { 'strict-transport-security': HSTS }),
});
