// Global Privacy Control in the page: the tag shows the true status and leads to the chat as usual, and counts nothing.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { launchChromium, launchFirefox } from '../support/browser/browser.ts';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium, visitFirefox, type Engine } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

/** Firefox has a setting for it; Chromium knows the signal by extensions, which define it as this does. */
const ENGINES: Record<string, (on: boolean) => Promise<Engine>> = {
  async Chromium(on) {
    const browser = await launchChromium();
    return {
      async visit() {
        const visit = await visitChromium(browser);
        if (on) {
          await visit.context.addInitScript(
            'Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true })',
          );
          await visit.context.setExtraHTTPHeaders({ 'sec-gpc': '1' });
        }
        return visit;
      },
      close: () => browser.close(),
    };
  },
  async Firefox(on) {
    const browser = await launchFirefox({
      'privacy.globalprivacycontrol.enabled': on,
      'privacy.globalprivacycontrol.functionality.enabled': true,
    });
    return { visit: () => visitFirefox(browser), close: () => browser.close() };
  },
};

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let engine: Engine | undefined;
    before(async () => {
      server = await startTagServer();
      host = await startHost((path) => ({
        html: path === '/chat' ? CHAT_PAGE : aPage({ body: aScript(server.url) + aTag('/own') }),
      }));
      server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    });
    afterEach(() => engine?.close());
    after(async () => {
      await host.close();
      await server.close();
    });

    /** Stays until a count would have been sent, then clicks; says what the tag showed and what the server was sent. */
    async function walk(on: boolean): Promise<{ signal: unknown; header: unknown; tone: string; kinds: string[] }> {
      engine = await launch(on);
      server.edge.arrived.length = 0;
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      const { tone } = await visit.settled();
      const signal = await visit.see('!!navigator.globalPrivacyControl');
      if (!on) await eventually(() => server.kinds().includes('viewable'));
      // A second to be viewable and two and a half to gather: longer than an impression waits to be sent.
      else await pause(4500);
      await visit.click();
      await eventually(() => visit.url().endsWith('/chat'));
      if (!on) await eventually(() => server.kinds().includes('click'));
      const asked = server.edge.arrived.find(({ path }) => path.includes('/availability'));
      await visit.close();
      await engine.close();
      engine = undefined;
      return { signal, header: asked?.headers['sec-gpc'], tone, kinds: server.kinds().sort() };
    }

    test('GPC: with Global Privacy Control the tag says and does the same, and sends no count', async () => {
      const { tone, ...seen } = await walk(true);
      assert.deepEqual(seen, { signal: true, header: '1', kinds: [] });
      assert.deepEqual(await walk(false), {
        signal: false,
        header: undefined,
        tone,
        kinds: ['click', 'impression', 'viewable'],
      });
    });
  });
}
