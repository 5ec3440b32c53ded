// In:    a request for an address that leads nowhere.
// Out:   the page for a person, where a browser follows a link; others get a problem.
// Never: repeats the address.
import type { FastifyRequest } from 'fastify';
import { htmlPage } from './html-page.ts';

const TITLE = 'There is no page at this address';

/** A browser that shows a page names this type; scripts and programs take any. */
export const asksForPage = ({ method, headers: { accept } }: Pick<FastifyRequest, 'method' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') && accept?.includes('text/html') === true;

export const notFoundPage = (): string =>
  htmlPage(
    TITLE,
    `<p>The link may be old or misspelled.</p>
        <p><a class="button primary" href="/dashboard">Go to your pages</a></p>
        <p>For your website: <a href="/get">get the tag</a>.</p>`,
  );
