// Scripts that go to the next page without leaving the document: Turbo, Turbolinks and pjax. Each change is one page view.
import { npm, type Site } from './site.ts';

const heading = (page: string): string => `<h1>${page === '' ? 'First' : 'Next'}</h1>`;
const isAt = (words: string): string => `document.querySelector('h1').textContent === '${words}'`;

/** The whole body is replaced but for what is permanent; back on the first page a copy is shown until the page has come. */
const body =
  (permanent: string): Site['body'] =>
  ({ tag, page, to }) =>
    `<header>${tag('header')}<div id="kept" ${permanent}>${tag('kept', 'button')}</div></header>
    <main>${heading(page)}<p><a id="go" href="${to(page === '' ? 'next' : '')}">Go on</a></p></main>`;
const VISITS = [
  { press: '#go', until: isAt('Next'), views: 2 },
  { press: '#go', until: isAt('First'), views: 3 },
];

export const PAGE_CHANGERS: Record<string, Site> = {
  turbo: {
    head: npm('@hotwired/turbo/dist/turbo.es2017-umd.js'),
    body: body('data-turbo-permanent'),
    shown: ['header', 'kept'],
    works: VISITS,
  },
  turbolinks: {
    head: npm('turbolinks/dist/turbolinks.js') + '<script>Turbolinks.start();</script>',
    body: body('data-turbolinks-permanent'),
    shown: ['header', 'kept'],
    works: VISITS,
  },
  pjax: {
    head: npm('jquery/dist/jquery.js') + npm('jquery-pjax/jquery.pjax.js'),
    body: ({ tag, page, to }) => `<header>${tag('header')}</header>
      <main id="container">${heading(page)}<p><a id="go" href="${to(page === '' ? 'next' : '')}">Go on</a></p>${tag('main', 'button')}</main>
      <script>$(document).pjax('#go', '#container', { fragment: '#container', timeout: 30000 });</script>`,
    shown: ['header', 'main'],
    works: VISITS,
  },
};
