// In:    whether people and pages reach this server by https.
// Out:   the security headers of every reply; a page or a frame may replace the policy by its own.
// Never: left to a route: a route that is added later has them, too.

/** One year, for this host alone: what else stands below its name is not ours to promise. Source: RFC 6797 §6.1. */
const HSTS = 'max-age=31536000';

export type SecurityHeaders = Readonly<Record<string, string>>;

export const securityHeaders = (secure: boolean): SecurityHeaders => ({
  // JSON, text and files are no documents: opened as one, they may load and run nothing.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...(secure && { 'strict-transport-security': HSTS }),
});
