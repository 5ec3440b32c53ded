// In:    a request for what browsers, crawlers and visitors look for on each server.
// Out:   /robots.txt, /favicon.ico; the pages about accessibility and privacy.
import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../platform/http/html-page.ts';

/** Pages are for people who know their address; what libraries' pages load, and the demo's pages, are open to programs. */
const OPEN = [
  '/widget/',
  '/v1/',
  '/badge/',
  '/qr/',
  '/embed/',
  '/demo/',
  '/get',
  '/gallery',
  '/accessibility',
  '/privacy',
];
const ROBOTS = `User-agent: *\n${OPEN.map((path) => `Allow: ${path}\n`).join('')}Disallow: /\n`;

const ACCESSIBILITY = `<p>The chat button and these pages aim at WCAG 2.2, level AA.</p>
<h2>How it is tested</h2>
<ul>
<li>Each page is checked by a program (axe) in light and dark colors, narrow and wide, before each release.</li>
<li>Tests use them by keyboard and at 320 px, and the button with larger text and in forced colors, too.</li>
<li>No person with a disability has tried them yet, and nobody has heard them by a screen reader.</li>
</ul>
<h2>Something does not work for you?</h2>
<p>Tell the library whose page you were on, or its statewide coordinator. The link inside the button works without script.</p>`;

const PRIVACY = `<h2>If you ask a library</h2>
<ul>
<li>Nothing about you is stored here: no name, no network address, no cookie, no identifier and no search words.</li>
<li>What is stored are counts: how often the button was shown, seen and clicked on a page of a library.</li>
<li>If your browser sends Global Privacy Control, nothing is counted.</li>
<li>The chat itself is a service of its own with its own terms.</li>
</ul>
<h2>If you have an account</h2>
<ul>
<li>Cookies sign you in, keep you signed in, and lead you back to the page that you asked for. They are for nothing else.</li>
<li>Your email address, phone number and label, if you have given them, and what you change are stored. <strong>Your account</strong> shows all of it as a file.</li>
<li>Your coordinator can delete your address, your number and your label. What you wrote for a library stays, and the list of changes keeps a number in place of your label.</li>
</ul>`;

export async function servicePageRoutes(scope: FastifyInstance): Promise<void> {
  const open = { config: { access: 'anyone' }, schema: { hide: true } } as const;
  const cached = { 'cache-control': 'public, max-age=86400' };
  scope.get('/robots.txt', open, (_request, reply) =>
    reply.headers(cached).type('text/plain; charset=utf-8').send(ROBOTS),
  );
  scope.get('/favicon.ico', open, (_request, reply) =>
    reply.headers(cached).redirect('/dashboard/assets/icon.svg', 308),
  );
  const pages = {
    '/accessibility': htmlPage('Accessibility', ACCESSIBILITY),
    '/privacy': htmlPage('Privacy', PRIVACY),
  };
  for (const [path, html] of Object.entries(pages))
    scope.get(path, open, (_request, reply) => reply.headers(cached).type('text/html; charset=utf-8').send(html));
}
