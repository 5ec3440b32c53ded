// In:    whether browsers reach this server by https; whether its data are simulated.
// Out:   the constant headers of every response; a page or a frame may replace the policy.
// Never: set per route: new routes have them, too.
import type { Config } from '../config.ts';

/** One year, for this host only: subdomains are not ours. Source: RFC 6797 §6.1. */
const HSTS = 'max-age=31536000';

export type SecurityHeaders = Readonly<Record<string, string>>;

/** On every response of a server with simulated data. Absent: the data are real. */
const SIMULATED = { 'askusnow-data': 'simulated' };

export const securityHeaders = ({ secure, simulated }: Pick<Config, 'secure' | 'simulated'>): SecurityHeaders => ({
  // JSON, text and files are not documents: if opened as one, they may load and run nothing.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...(secure && { 'strict-transport-security': HSTS }),
  ...(simulated && SIMULATED),
});
