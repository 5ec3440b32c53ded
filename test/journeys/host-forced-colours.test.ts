// Colours that the patron's system forces, or turns dark: the control keeps its edge, its sign and its words. Chromium
// alone lets a driver set them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { answering, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { auditVisit } from '../support/browser/host-audit.ts';
import { aPage, aScript, aTag, ROOM } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium } from '../support/browser/host-visit.ts';

let browser: Chromium;
let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

before(async () => {
  [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
  host = await startHost((path) => ({
    html: aPage({
      // The audit engine takes a page that sets no background for white.
      head: `<meta name="color-scheme" content="light dark"><style>body { background: Canvas }</style>${ROOM}${aScript(server.url)}`,
      body: `<main><h1>Library</h1><p>Help: ${aTag('/chat', `variant="${path.slice(1)}"`)} or call us.</p></main>`,
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

/** What tells the control from the page, and one state from another, when colours do not: its edge and its mark. */
const SHAPE = `(() => {
  const part = (name) => document.querySelector('ask-us-now').shadowRoot.querySelector('[part=' + name + ']');
  const { borderTopStyle, borderTopColor, textDecorationLine } = getComputedStyle(part('link'));
  const mark = getComputedStyle(part('mark'));
  return {
    edge: borderTopStyle === 'none' ? textDecorationLine : borderTopStyle,
    edgeColor: borderTopColor,
    page: getComputedStyle(document.documentElement).backgroundColor,
    markSize: part('mark').getBoundingClientRect().width,
    mark: [mark.borderTopStyle, mark.paddingLeft === '0px', mark.paddingRight === '0px'].join(),
  };
})()`;
interface Shape {
  edge: string;
  edgeColor: string;
  page: string;
  markSize: number;
  /** How its ring is drawn, and which of its halves are filled. */
  mark: string;
}

const LOOKS = {
  'forced colours': { forcedColors: 'active' },
  'forced colours, dark': { forcedColors: 'active', colorScheme: 'dark' },
  'a dark system': { colorScheme: 'dark' },
} as const;

for (const [look, options] of Object.entries(LOOKS)) {
  for (const variant of ['card', 'button', 'link'])
    test(`forced colours: in ${look} each state of a ${variant} keeps its edge, its mark and its words, and passes the audit`, async () => {
      const names: string[] = [];
      const shapes: Record<string, Shape> = {};
      for (const [state, answer] of Object.entries(STATES)) {
        server.answers(answer());
        const visit = await visitChromium(browser, options);
        await visit.goto(`${host.url}/${variant}`);
        const link = await visit.settled();
        assert.equal(link.tone, state);
        const shape = (shapes[state] = await visit.see<Shape>(SHAPE));
        assert.notEqual(shape.edgeColor, shape.page);
        assert.ok(shape.markSize > 8);
        assert.deepEqual(await auditVisit(visit), []);
        names.push(link.name);
        await visit.close();
      }
      assert.equal(new Set(names).size, 4, 'the words alone tell the states apart');
      // Who can answer is told by the mark as well, filled or hollow; host-look.test.ts tells all four apart.
      assert.equal(new Set(Object.values(shapes).map(({ mark }) => mark)).size, 2);
      // Not by a dot alone: each has an edge of its own, or words. A link in running text has its line under it.
      assert.deepEqual(
        Object.entries(shapes).map(([state, { edge }]) => `${state} ${edge}`),
        variant === 'link'
          ? ['open underline', 'busy underline', 'closed underline', 'unknown underline']
          : ['open solid', 'busy double', 'closed solid', 'unknown dashed'],
      );
    });
}
