// What browsers, crawlers and visitors look for on each server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import robotsParser from 'robots-parser';
import { withApp } from '../../support/app/fixture.ts';

/** The package's types describe its CommonJS form as a default export. */
const parse = robotsParser as unknown as typeof robotsParser.default;

withApp({ engines: ['postgres'] }).describe('service pages', (on) => {
  const read = async (path: string): Promise<[Response, string]> => {
    const reply = await fetch(on.app.url + path);
    assert.equal(reply.status, 200, path);
    return [reply, await reply.text()];
  };

  test('robots.txt: crawlers may read what a page with the tag loads, and no page of people', async () => {
    const [, text] = await read('/robots.txt');
    const robots = parse(`${on.app.url}/robots.txt`, text);
    const isAllowed = (path: string): boolean => robots.isAllowed(on.app.url + path, 'Any') ?? true;
    const open = [
      '/widget/v1/ask-us-now.js',
      '/v1/libraries/harford/availability',
      '/badge/harford.svg',
      '/qr/harford.svg',
      '/embed/harford',
      '/demo/pages/plain.html',
      '/get',
      '/gallery',
      '/accessibility',
      '/privacy',
    ];
    assert.deepEqual(
      open.map(isAllowed),
      open.map(() => true),
    );
    const closed = ['/dashboard/harford', '/sign-in/x', '/share/x'];
    assert.deepEqual(
      closed.map(isAllowed),
      closed.map(() => false),
    );
  });

  test('favicon.ico: leads to the icon of the pages', async () => {
    const [reply] = await read('/favicon.ico');
    assert.equal(reply.headers.get('content-type'), 'image/svg+xml');
  });

  test('accessibility and privacy: each page is there without an account, sets no cookie, and every page of the server leads to it', async () => {
    for (const path of ['/accessibility', '/privacy', '/get', '/sign-in', '/help/tag']) {
      const [reply, html] = await read(path);
      assert.equal(reply.headers.get('set-cookie'), null);
      assert.ok(html.includes('href="/privacy"') && html.includes('href="/accessibility"'));
    }
  });
});
