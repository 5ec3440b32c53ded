// In:    the document of a page without script, such as a sign-in page; its form.
// Out:   its response.
// Never: cached, framed, or with a script.
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The address contains a token: the page must not be cached, framed or sent as a referrer. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not `no-referrer`: browsers would then send `Origin: null` with the form.
  'referrer-policy': 'strict-origin',
  'x-robots-tag': 'noindex',
};

export const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply.code(status).headers(PAGE_HEADERS).send(html);

/** Of a page without a form. */
export const sendFormlessPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply
    .code(status)
    .headers({ ...PAGE_HEADERS, 'referrer-policy': 'no-referrer' })
    .send(html);

/** Forms without script send this content type. */
export const acceptForms = (app: FastifyInstance, bodyLimit = 1024): unknown =>
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  );
