// In:    a scope of HTML pages.
// Out:   their headers.
// Never: on the hot routes: helmet alone triples the cost of a response.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** As strict as the strictest host of the widget, so that our own pages fail first. */
const pageDirectives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // Lit's policy, for the dashboard; the tag creates none.
  'trusted-types': ['lit-html'],
};

export async function addPageHeaders(scope: FastifyInstance): Promise<void> {
  await scope.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pageDirectives },
    // security-headers.ts sets it on every response.
    strictTransportSecurity: false,
    // The address of a sign-in link must not be sent to other sites.
    referrerPolicy: { policy: 'no-referrer' },
  });
}
