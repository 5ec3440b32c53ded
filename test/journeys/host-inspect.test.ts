// `#ask-inspect` on any page with the tag: a report for its webmaster, which the page does not notice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startHost } from '../support/browser/host.ts';
import { auditVisit } from '../support/browser/host-audit.ts';
import { aPage, aScript, aTag } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually, pause } from '../support/waiting.ts';

const DIALOG = `[...document.body.children].map(({ shadowRoot }) => shadowRoot?.querySelector('dialog')).find(Boolean)`;

for (const [name, launch] of Object.entries(ENGINES))
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        const script = aScript(server.url);
        const body = `<header>${aTag('https://chat.example/harford')}</header><main><h1>Library</h1></main>`;
        const tab = aTag('https://chat.example/harford', 'variant="tab"', 'corner');
        if (path === '/tab-last')
          return { html: aPage({ head: script, body: `${body}<footer>Hours</footer>${tab}<script></script>` }) };
        if (path === '/tab-in-header')
          return { html: aPage({ head: script, body: body.replace('<header>', `<header>${tab}`) }) };
        if (path === '/stops-clicks')
          return {
            html: aPage({
              head: `<script>addEventListener('click', (event) => event.stopImmediatePropagation(), true)</script>${script}`,
              body,
            }),
          };
        if (path === '/rtl') return { html: aPage({ html: 'lang="ar" dir="rtl"', head: script, body }) };
        const policy = (connect: string): Record<string, string> => ({
          'content-security-policy': `default-src 'none'; img-src 'self'; script-src ${server.url}; connect-src ${connect}; require-trusted-types-for 'script'; trusted-types 'none'`,
        });
        if (path === '/strict') return { html: aPage({ head: script, body }), headers: policy(server.url) };
        if (path === '/refused') return { html: aPage({ head: script, body }), headers: policy("'none'") };
        return { html: aPage({ head: script, body }) };
      });
      server.answers(({ path }, response) =>
        path.includes('origins/check')
          ? answering(200, { known: true, registered: true })({ path } as never, response)
          : answering(200, anAnswerNow(`${host.url}/chat`))({ path } as never, response),
      );
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    const inspect = async (path: string): Promise<Visit> => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}${path}#ask-inspect`);
      await eventually(() => visit.see<boolean>(`!!${DIALOG}`));
      return visit;
    };
    const textOf = (visit: Visit): Promise<string> => visit.see(`${DIALOG}.innerText`);

    for (const [path, width] of [
      ['/plain', 1280],
      ['/strict', 1280],
      ['/rtl', 320],
    ] as const)
      test(`report: of a page at ${path}, ${width} px wide, it says what the page shows, and passes the audit`, async () => {
        const visit = await engine.visit();
        await visit.resize(width, 800);
        await visit.goto(`${host.url}${path}?card=21234#ask-inspect`);
        await eventually(() => visit.see<boolean>(`!!${DIALOG}`));
        const text = await textOf(visit);
        for (const line of [
          'harford · header',
          `Page pattern: ${path}`,
          'Landmark: header',
          'It has a placement name: header.',
          'It is the only tag in this placement.',
          'The page lets its clicks be counted.',
          'The link inside is https.',
          'Nothing is in front of it.',
          'Status: available, local desk',
          'is registered: this page is counted',
          'nothing was refused',
        ])
          assert.ok(text.includes(line), `${line} is not in:\n${text}`);
        assert.match(text, /Contrast of the label is \d+\.\d:1\./);
        assert.doesNotMatch(text, /21234|ask-inspect/);
        assert.equal(await visit.see(`${DIALOG}.scrollWidth > ${DIALOG}.clientWidth`), false);
        assert.deepEqual(await auditVisit(visit), []);
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        await visit.close();
      });

    test('report: Escape closes it and nothing of it is left; a link to the fragment opens it again', async () => {
      const visit = await inspect('/plain');
      await visit.press('Escape');
      await eventually(() => visit.see<boolean>(`!${DIALOG}`));
      assert.equal(await visit.see('document.body.children.length'), 2);
      await visit.see('void (location.hash = "")');
      await visit.see('void (location.hash = "#ask-inspect")');
      await eventually(() => visit.see<boolean>(`!!${DIALOG}`));
      await visit.close();
    });

    test('report: the page is counted as without it, and is not diagnosed', async () => {
      const kinds = (): string[] =>
        server
          .posted()
          .flatMap(({ page, kind }) => (page === '/counted' ? [kind] : []))
          .sort();
      const visit = await inspect('/counted');
      await eventually(() => kinds().length >= 2);
      await pause(11_500);
      assert.deepEqual(kinds(), ['impression', 'viewable']);
      await visit.close();
    });

    for (const [path, line] of [
      ['/stops-clicks', 'A script of this page stops clicks before any other script hears of them'],
      ['/tab-in-header', 'A floating tab should be after the footer, last in the body'],
      ['/tab-last', 'It is at the end of the page.'],
    ] as const)
      test(`report: says what is wrong, or right, at ${path}, and goes nowhere`, async () => {
        const visit = await inspect(path);
        const text = await textOf(visit);
        assert.ok(text.includes(line), text);
        assert.equal(visit.url(), `${host.url}${path}#ask-inspect`);
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        await visit.close();
      });

    test('report: says what the policy of the page refuses', async () => {
      const visit = await inspect('/refused');
      const text = await textOf(visit);
      assert.match(text, new RegExp(`Content policy: connect-src refused ${server.url}`));
      assert.match(text, /gave no answer for “harford”/);
      await visit.close();
    });

    test('report: copied, or to be copied by hand, it has neither query nor fragment', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/plain?card=21234#ask-inspect`);
      await eventually(() => visit.see<boolean>(`!!${DIALOG}`));
      await visit.see(
        `void Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text } } })`,
      );
      await visit.see(`void ${DIALOG}.querySelector('button').click()`);
      await eventually(() => visit.see<string | undefined>('window.copied'));
      const copied = await visit.see<string>('window.copied');
      assert.ok(copied.startsWith(`AskUsNow report of ${host.url}/plain\n`), copied);
      assert.doesNotMatch(copied, /21234|#/);
      await visit
        .see(`void Object.defineProperty(navigator, 'clipboard', { value: undefined })`)
        .catch(() => undefined);
      await visit.close();
    });
  });
