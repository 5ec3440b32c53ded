// Runs the browser tests in WebKitGTK: for the test runner a launcher, which loads one page after the other in one window.
import type { BrowserLauncher } from '@web/test-runner';
import { startWebKitDriver, type WebKitDriver, type WebKitWindow } from './webkit-driver.ts';

/** With what the runner's command `sendKeys({ press })` calls of a launcher whose type is `webdriver`. */
interface WebKitLauncher extends BrowserLauncher {
  sendKeys(id: string, keys: readonly string[]): Promise<void>;
}

export function webkitLauncher(): WebKitLauncher {
  let driver: WebKitDriver | undefined;
  let window: Promise<WebKitWindow> | undefined;
  const urls = new Map<string, string>();
  const start = async (): Promise<WebKitWindow> => (driver = await startWebKitDriver()).open();
  const startSession = async (id: string, url: string): Promise<void> => {
    urls.set(id, url);
    await (await (window ??= start())).load(url);
  };
  return {
    name: 'webkit',
    type: 'webdriver',
    concurrency: 1,
    startSession,
    startDebugSession: startSession,
    isActive: (id) => urls.has(id),
    getBrowserUrl: (id) => urls.get(id),
    // An empty page ends what still runs on the page of the tests.
    async stopSession(id) {
      await (await window)?.load('about:blank');
      urls.delete(id);
      return {};
    },
    async sendKeys(_id, keys) {
      for (const key of keys) await (await window)?.press(key);
    },
    async stop() {
      await (await window)?.close();
      driver?.stop();
    },
  };
}
