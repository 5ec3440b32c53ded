// How the tag looks and reads on pages that are not kind: audited in each state, by keyboard, in forced colours, dark,
// narrow, right to left, enlarged, and under a host's own style sheet.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AUDIT_RULES, auditVisit } from '../support/browser/host-audit.ts';
import { answering, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, ROOM } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const CHAT = 'https://chat.example/harford';
const STATES: Record<string, () => Answer> = {
  open: () => answering(200, anAnswerNow(CHAT)),
  busy: () => answering(200, anAnswerNow(CHAT, { state: 'busy' })),
  closed: () => answering(200, aClosedAnswerNow()),
  unknown: () => answering(500, ''),
};

/** What a host's own style sheet says of links and text; Source: 25 pages of library software. */
const HOSTILE_STYLES = `<style>
  html { font-size: 10px; letter-spacing: 4px; word-spacing: 9px; text-align: right; text-indent: 40px; font-weight: 300; text-transform: uppercase; line-height: 3; }
  a, span, ask-us-now a { color: red !important; text-transform: uppercase !important; padding: 32px !important; font-size: 40px !important; background: yellow !important; letter-spacing: 6px !important; }
  * { box-sizing: content-box; float: none; min-width: 0; }
</style>`;

const VARIANTS = ['card', 'button', 'link'];
const PAGES: Record<string, { head?: string; html?: string; body?: string }> = {
  '/': {},
  '/hostile': { head: HOSTILE_STYLES },
  '/large': { head: '<style>body { font-size: 32px }</style>' },
  '/root-62': { head: '<style>html { font-size: 62.5% } body { font-size: 1.6rem }</style>' },
  '/rtl': { html: 'lang="en" dir="rtl"' },
  '/letters': {
    head: '<style>body { font: italic 20px/1.5 "DejaVu Serif"; color: rgb(90, 0, 60); letter-spacing: 1px; text-transform: uppercase } a { color: rgb(0, 60, 90) }</style>',
  },
  '/dark': { head: '<meta name="color-scheme" content="dark"><style>body { background: #111; color: #eee }</style>' },
};

/** The box of the control, the least of what is inside it that hangs out, and how its text is set. A link's box is its paragraph's. */
const MEASURE = `(() => {
  const tag = document.querySelector('ask-us-now');
  const part = (name) => tag.shadowRoot.querySelector('[part=' + name + ']');
  const outer = (tag.matches('[variant=link]') ? tag.parentNode : tag).getBoundingClientRect();
  const words = new Range();
  words.selectNodeContents(part('words'));
  const controls = [...tag.shadowRoot.querySelectorAll('a:not([hidden])')];
  const { fontSize, letterSpacing, textTransform, fontWeight, lineHeight, textIndent, wordSpacing } = getComputedStyle(part('status'));
  // A font's box may be higher than its line, by a share of its size that is not ink.
  const ofSize = Math.min(1, 16 / parseFloat(fontSize));
  const overOf = (box, share) =>
    box.width > 1 ? Math.max(outer.left - box.left, box.right - outer.right, (box.bottom - outer.bottom) * share) : 0;
  const over = [
    ...controls.map((node) => overOf(node.getBoundingClientRect(), 1)),
    ...[...words.getClientRects()].map((box) => overOf(box, ofSize)),
  ];
  const { color, backgroundColor, paddingLeft, display } = getComputedStyle(part('link'));
  return {
    over: Math.max(...over),
    pageOver: document.documentElement.scrollWidth - innerWidth,
    markLeft: part('mark').getBoundingClientRect().left < part('text').getBoundingClientRect().left + part('text').offsetWidth / 2,
    height: outer.height,
    text: { fontSize, letterSpacing, textTransform, fontWeight, lineHeight, textIndent, wordSpacing },
    link: { color, backgroundColor, paddingLeft, display },
  };
})()`;
interface Measured {
  over: number;
  pageOver: number;
  markLeft: boolean;
  height: number;
  text: Record<string, string>;
  link: Record<string, string>;
}

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        const [, variant = '', name = ''] = path.split('/');
        const page = PAGES[`/${name}`];
        const viewport = '<meta name="viewport" content="width=device-width">';
        return (
          page && {
            html: aPage({
              ...page,
              head: viewport + ROOM + (page.head ?? '') + aScript(server.url),
              body: `<main><h1>Library</h1><div>${aTag('/chat', `variant="${variant}"`)}</div><p><button>Search</button></p></main>`,
            }),
          }
        );
      });
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    const open = async (path: string, state = 'open', variant = 'card'): Promise<Visit> => {
      server.answers(STATES[state]!());
      const visit = await engine.visit();
      await visit.goto(`${host.url}/${variant}${path}`);
      assert.equal((await visit.settled()).tone, state);
      return visit;
    };

    for (const state of Object.keys(STATES)) {
      test(`appearance: the whole page passes the audit, sizes of targets included, while it is ${state}: plain, right to left, dark`, async () => {
        for (const variant of VARIANTS)
          for (const path of ['/', '/rtl', '/dark']) {
            const visit = await open(path, state, variant);
            assert.deepEqual(await auditVisit(visit), []);
            await visit.close();
          }
      });

      test(`appearance: nothing is cut off or hangs out, 320 to 90 px wide, and with text twice as large, while it is ${state}`, async () => {
        for (const variant of VARIANTS)
          // A link is as large as the page has its links, so what a hostile page's own would do to the page is no fault of ours.
          for (const path of variant === 'link' ? ['/', '/rtl', '/large'] : ['/', '/rtl', '/hostile', '/large']) {
            const visit = await open(path, state, variant);
            // 160 px is 320 at a zoom of 200 %, and 90 what is left in a narrow column.
            for (const width of [320, 160, 106]) {
              await visit.resize(width, 500);
              await visit.see(`void (document.body.style.maxWidth = "${width - 16}px")`);
              const { over, pageOver } = await visit.see<Measured>(MEASURE);
              assert.ok(over <= 1, `${variant} ${path} at ${width} px: ${over} px`);
              if (path === '/' && width > 106)
                assert.ok(pageOver <= 0, `${variant} at ${width} px: the page by ${pageOver} px`);
            }
            await visit.close();
          }
      });
    }

    test('appearance: mutant: the audit finds a target that is too small and text that cannot be read', async () => {
      const visit = await open('/', 'closed');
      await visit.see(`(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('[part=other] { display: inline-block; block-size: 8px !important; line-height: 8px !important; padding: 0 !important; margin: 0 !important; } [part=label] { color: #ccc !important }');
        document.querySelector('ask-us-now').shadowRoot.adoptedStyleSheets.push(sheet);
      })()`);
      const rules = (await auditVisit(visit)).map((line) => line.split(':')[0]);
      assert.ok(
        AUDIT_RULES.every((rule) => rules.includes(rule)),
        rules.join(),
      );
      await visit.close();
    });

    /** One page after the other: pages that are open together hide each other in Firefox. */
    const measure = async (path: string, variant?: string): Promise<Measured> => {
      const visit = await open(path, 'open', variant);
      const measured = await visit.see<Measured>(MEASURE);
      await visit.close();
      return measured;
    };

    test('appearance: the host’s style sheet does not reach the control', async () => {
      const plain = await measure('/');
      const hostile = await measure('/hostile');
      // But for its size, which follows the page's.
      const sizes = ({ text: { fontSize }, link: { paddingLeft } }: Measured): string[] => [fontSize!, paddingLeft!];
      const rest = ({ text, link }: Measured): unknown => [
        { ...text, fontSize: '', lineHeight: '' },
        { ...link, paddingLeft: '' },
      ];
      assert.deepEqual(rest(hostile), rest(plain));
      assert.deepEqual([sizes(plain)[0], plain.text['letterSpacing']], ['14px', 'normal']);
    });

    test('appearance: text grows with the page’s, and a root of another size changes nothing', async () => {
      for (const variant of ['card', 'button']) {
        const [plain, large, root] = [
          await measure('/', variant),
          await measure('/large', variant),
          await measure('/root-62', variant),
        ];
        assert.deepEqual(
          [plain, large, root].map(({ text }) => text['fontSize']),
          ['14px', '28px', '14px'],
          variant,
        );
        assert.deepEqual([plain.height, root.height], variant === 'card' ? [84, 84] : [44, 44]);
        assert.ok(Math.abs(large.height - 2 * plain.height) < 1, `${large.height} px`);
      }
    });

    test('appearance: a link has the page’s letters, its links’ colour, and is underlined; its status is set off by its size alone', async () => {
      const visit = await open('/letters', 'open', 'link');
      const setting = (node: string): string => `(() => {
        const { fontFamily, fontStyle, fontWeight, color, letterSpacing, textTransform, fontSize, display, textDecorationLine } = getComputedStyle(${node});
        return [[fontFamily, fontStyle, fontWeight, letterSpacing, textTransform, color].join(), fontSize, display, textDecorationLine];
      })()`;
      const part = (name: string): Promise<string[]> =>
        visit.see(setting(`document.querySelector("ask-us-now").shadowRoot.querySelector("[part=${name}]")`));
      const [ofPage] = await visit.see<string[]>(setting('document.body'));
      assert.match(ofPage!, /DejaVu Serif.*italic,400,1px,uppercase,rgb\(90, 0, 60\)/);
      const letters = ofPage!.replace('rgb(90, 0, 60)', 'rgb(0, 60, 90)');
      assert.deepEqual(await part('link'), [letters, '20px', 'inline', 'underline']);
      assert.deepEqual(await part('label'), [letters, '20px', 'inline', 'none']);
      assert.deepEqual(await part('status'), [letters, '16.6px', 'inline-block', 'none']);
      const { name } = await visit.link();
      assert.match(name, /^ASK A LIBRARIAN\. OPEN UNTIL/);
      await visit.close();
    });

    test('appearance: the words of a link run on in the page’s lines, and no other ways to ask break them', async () => {
      const visit = await open('/', 'closed', 'link');
      const lines = await visit.see<number>(`(() => {
        const tag = document.querySelector('ask-us-now');
        tag.before('Whoever reads this far ');
        const label = tag.shadowRoot.querySelector('[part=label]');
        // A column that ends in its last word.
        tag.parentNode.style.width = label.getBoundingClientRect().right - tag.parentNode.getBoundingClientRect().left - 9 + 'px';
        return label.getClientRects().length;
      })()`);
      assert.equal(lines, 2);
      assert.equal(
        await visit.see('document.querySelector("ask-us-now").shadowRoot.querySelector("[part=other]")'),
        null,
      );
      await visit.close();
    });

    test('appearance: status="none" shows none, has no colour of a state and announces no change', async () => {
      for (const variant of VARIANTS) {
        const visit = await open('/', 'open', variant);
        await visit.see('void document.querySelector("ask-us-now").setAttribute("status", "none")');
        await eventually(async () => (await visit.link()).name === 'Ask a librarian');
        server.answers(STATES['closed']!());
        await visit.see(`void (window.told = new Promise((done) => document.addEventListener('ask-change', done)))`);
        await visit.see('dispatchEvent(new Event("online"))');
        await visit.see('told.then(() => new Promise(requestAnimationFrame)).then(() => true)');
        const { name, tone } = await visit.link();
        const news = await visit.see(
          'document.querySelector("ask-us-now").shadowRoot.querySelector("[part=news]").textContent',
        );
        assert.deepEqual([name, tone, news], ['Ask a librarian', 'none', ''], variant);
        await visit.close();
      }
    });

    test('appearance: a link without a status reserves no space', async () => {
      const visit = await open('/', 'open', 'link');
      const width = (): Promise<number> =>
        visit.see('document.querySelector("ask-us-now").getBoundingClientRect().width');
      const withStatus = await width();
      await visit.see('void document.querySelector("ask-us-now").setAttribute("status", "none")');
      await eventually(async () => (await visit.link()).tone === 'none');
      assert.ok(Math.abs(withStatus - (await width()) - 15.5 * 16) < 1);
      await visit.close();
    });

    test('appearance: the mark is at the start of the status, right to left too', async () => {
      const visit = await open('/rtl');
      const isLeft = async (): Promise<boolean> => (await visit.see<Measured>(MEASURE)).markLeft;
      // English reads from the left on any page.
      assert.equal(await isLeft(), true);
      await visit.see(
        'void (document.querySelector("ask-us-now").shadowRoot.querySelector("[part=text]").dir = "rtl")',
      );
      assert.equal(await isLeft(), false);
      await visit.close();
    });

    test('appearance: Tab reaches the link, then the other ways to ask, then the page; the focus can be seen', async () => {
      const visit = await open('/', 'closed');
      const focused = `(() => {
        const deep = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
        const { outlineStyle, boxShadow } = getComputedStyle(deep);
        return [deep.getAttribute('part') ?? deep.localName, outlineStyle !== 'none' || boxShadow !== 'none'];
      })()`;
      const stops: [string, boolean][] = [];
      for (let stop = 0; stop < 4; stop++) {
        await visit.press('Tab');
        stops.push(await visit.see(focused));
      }
      assert.deepEqual(stops, [
        ['link', true],
        ['other', true],
        ['other', true],
        ['button', true],
      ]);
      await visit.close();
    });
  });
}
