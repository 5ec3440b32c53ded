import type { Session } from '@askusnow/sdk';
import { connectionTo } from './requests.ts';
import { startApp, type StartOptions, type TestApp } from './app.ts';
import { openIdBrowser, type OpenIdBrowser } from './openid-browser.ts';
import { reservePort } from '../ports.ts';
import { TWO_LIBRARIES } from './two-libraries.ts';
import { startOpenIdProvider, type OpenIdPeer, type OpenIdPeerOptions } from '../peers/openid-provider.ts';

export interface OpenIdServer {
  provider: OpenIdPeer;
  server: TestApp;
  browser(): OpenIdBrowser;
  /** As this browser, which has signed in. */
  as(browser: OpenIdBrowser): ReturnType<typeof connectionTo>;
  /** What the browser is signed in as; null: it is signed out. */
  session(browser: OpenIdBrowser): Promise<Session | null>;
  close(): Promise<void>;
}

/** A server of two libraries whose people sign in at a real provider. */
export async function startOpenIdServer(
  options: Omit<StartOptions, 'cooperative'> & Pick<Partial<OpenIdPeerOptions>, 'isInToken'>,
): Promise<OpenIdServer> {
  const port = await reservePort();
  const { isInToken = true } = options;
  const provider = await startOpenIdProvider({ publicUrl: `http://127.0.0.1:${port}`, isInToken });
  const environment = { ...provider.environment, PORT: String(port), ...options.environment };
  const server = await startApp({ ...options, cooperative: TWO_LIBRARIES, environment });
  const { url } = server;
  return {
    provider,
    server,
    browser: () => openIdBrowser(url),
    as: (browser) => connectionTo(server, browser.cookies(url)),
    async session(browser) {
      const reply = await browser.get(`${url}/v1/session`);
      return reply.status === 401 ? null : ((await reply.json()) as Session);
    },
    async close() {
      server.app.server.closeAllConnections();
      await server.close();
      await provider.stop();
    },
  };
}
