// Colours that the patron's system forces, or turns dark: the control keeps its edge, its sign and its words. Chromium
// alone lets a driver set them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { answering, type Answer } from '../support/edge.ts';
import { startHost } from '../support/host.ts';
import { auditVisit } from '../support/host-audit.ts';
import { aPage, aScript, aTag, ROOM } from '../support/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/host-server.ts';
import { visitChromium } from '../support/host-visit.ts';

let browser: Browser;
let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

before(async () => {
  [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
  host = await startHost(() => ({
    html: aPage({
      head: `<meta name="color-scheme" content="light dark">${ROOM}${aScript(server.url)}`,
      body: `<main><h1>Library</h1>${aTag('/chat')}</main>`,
    }),
  }));
});
after(async () => {
  await browser.close();
  await server.close();
  await host.close();
});

const STATES: Record<string, () => Answer> = {
  open: () => answering(200, anAnswerNow('https://chat.example/harford')),
  busy: () => answering(200, anAnswerNow('https://chat.example/harford', { state: 'busy' })),
  closed: () => answering(200, aClosedAnswerNow()),
  unknown: () => answering(500, ''),
};

/** What tells the control from the page, and its sign from others, when colours do not. */
const SHAPE = `(() => {
  const part = (name) => document.querySelector('ask-us-now').shadowRoot.querySelector('[part=' + name + ']');
  const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(part('link'));
  return { border: borderTopStyle + ' ' + borderTopWidth, borderColor: borderTopColor, page: getComputedStyle(document.documentElement).backgroundColor, mark: part('mark').getBoundingClientRect().width, isFilled: getComputedStyle(part('mark')).paddingTop === '0px' };
})()`;
interface Shape {
  border: string;
  borderColor: string;
  page: string;
  mark: number;
  isFilled: boolean;
}

const LOOKS = {
  'forced colours': { forcedColors: 'active' },
  'forced colours, dark': { forcedColors: 'active', colorScheme: 'dark' },
  'a dark system': { colorScheme: 'dark' },
} as const;

for (const [look, options] of Object.entries(LOOKS)) {
  test(`in ${look} each state keeps its edge and its words, and passes the audit`, async () => {
    const names: string[] = [];
    for (const [state, answer] of Object.entries(STATES)) {
      server.answers(answer());
      const visit = await visitChromium(browser, options);
      await visit.goto(`${host.url}/`);
      const link = await visit.settled();
      assert.equal(link.tone, state);
      const { border, borderColor, page, mark, isFilled } = await visit.see<Shape>(SHAPE);
      assert.equal(border, 'solid 1px');
      assert.notEqual(borderColor, page);
      assert.ok(mark > 8);
      assert.equal(isFilled, state === 'open');
      assert.deepEqual(await auditVisit(visit), []);
      names.push(link.name);
      await visit.close();
    }
    assert.equal(new Set(names).size, 4, 'the words alone tell the states apart');
  });
}
