// A library's site, the server that knows it, and a browser: what a journey from the server to a host page and back needs.
import { startApp, type TestApp } from '../app/app.ts';
import { oneLibrary } from '../app/one-library.ts';
import { launchChromium, type Chromium } from './browser.ts';
import { startHost } from './host.ts';
import { aPage, CHAT_PAGE } from './host-page.ts';
import { GATE_ENGINE } from '../app/database.ts';

export interface OneSite {
  server: TestApp;
  browser: Chromium;
  site: Awaited<ReturnType<typeof startHost>>;
  close(): Promise<void>;
}

/** `bodyOf`: what is in each page of the site, now. The server may read it. */
export async function startOneSite(bodyOf: () => string): Promise<OneSite> {
  const site = await startHost((path) =>
    path === '/chat' ? { html: CHAT_PAGE } : { html: aPage({ body: bodyOf() }) },
  );
  const server = await startApp({
    engine: GATE_ENGINE,
    cooperative: oneLibrary({ origin: site.url, chat: `${site.url}/chat` }),
    environment: { EGRESS_ALLOW: new URL(site.url).host },
  });
  const browser = await launchChromium();
  return {
    server,
    browser,
    site,
    async close() {
      await browser.close();
      await server.close();
      await site.close();
    },
  };
}
