// In:    a scope of pages.
// Out:   the headers of every page that people look at.
// Never: on the hot doors: helmet alone triples the cost of a reply.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** As strict as the strictest host that the widget has to live with, so that we notice first. */
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
  // Lit's, which the dashboard is built with; the tag makes none.
  'trusted-types': ['lit-html'],
};

export async function addPageHeaders(scope: FastifyInstance): Promise<void> {
  await scope.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pageDirectives },
    // As every reply has it: security-headers.ts.
    strictTransportSecurity: false,
    // A sign-in link in an address must not travel on.
    referrerPolicy: { policy: 'no-referrer' },
  });
}
