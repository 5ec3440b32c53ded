// A pinned script speaks a language only if its file is, byte for byte, what the script was built with; else it speaks
// English, and works.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { widgetBundleFolder } from '../../server/src/serving/assets/folders.ts';
import { readLanguages } from '../../widget/make-languages.mjs';
import { answering, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

const { en: _en, ...others } = readLanguages();
const tags = Object.keys(others);
const ownLang = Object.fromEntries(Object.entries(others).map(([tag, { lang }]) => [tag, lang]));
const turnedOn = tags.filter((tag) => !others[tag]!.on);

/** One tag in each language. */
const all = tags
  .map(
    (tag) =>
      `<p lang="${tag}"><ask-us-now library="harford" placement="${tag.toLowerCase()}"><a href="/chat">Chat</a></ask-us-now></p>`,
  )
  .join('');

const VARIANTS = ['card', 'button', 'link'];

/** How each tag's status is set, and that it begins where the label does: at the right. */
const READ = `[...document.querySelectorAll('ask-us-now')].map(({ shadowRoot }) => {
  const part = (name) => shadowRoot?.querySelector('[part=' + name + ']');
  if (!part('text')?.innerText) return null;
  const { direction, unicodeBidi } = getComputedStyle(part('text'));
  const [status, text, mark] = ['status', 'text', 'mark'].map((name) => part(name).getBoundingClientRect());
  const gap = status.right - text.right - parseFloat(getComputedStyle(part('status')).paddingInlineStart);
  return [
    part('text').lang, part('text').dir, direction, unicodeBidi, Math.abs(gap) < 2,
    mark.left - text.left < text.right - mark.right ? 'mark at the left' : 'mark at the right',
  ].join();
})`;

const FILE = /^\/widget\/v1\/ask-us-now\.([\w-]+)\.[\w-]{8}\.json$/;
const isList = (path: string): boolean => FILE.exec(path)?.[1] === 'languages';

/** By page language, what each tag's status is in. */
const SPOKEN = `Object.fromEntries([...document.querySelectorAll('ask-us-now')].map((tag) => {
  const status = tag.shadowRoot?.querySelector('[part=text]');
  return [tag.parentNode.lang, status?.innerText ? status.lang : ''];
}))`;

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let released: Answer;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        if (path === '/chat') return { html: CHAT_PAGE };
        if (path === '/arabic')
          return {
            html: aPage({
              html: 'lang="ar" dir="rtl"',
              head: aScript(server.url),
              body: VARIANTS.map((variant) => aTag('/chat', `variant="${variant}"`)).join('<br>'),
            }),
          };
        const only = path === '/no-files' ? `script-src ${server.url}; connect-src ${server.url}/v1/` : '';
        return {
          html: aPage({ head: aScript(server.url), body: all }),
          headers: only ? { 'content-security-policy': only } : {},
        };
      });
      released = server.released;
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`, { languages: turnedOn })));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    /** What went out with a wrong byte. */
    const flipped = new Set<string>();
    /** Changes one byte in each file that is meant. */
    const flipping =
      (isMeant: (path: string) => boolean): Answer =>
      (arrived, response) => {
        if (!isMeant(arrived.path)) return released(arrived, response);
        response.on('finish', () => flipped.add(arrived.path));
        const end = response.end.bind(response);
        response.end = ((body: Buffer) => {
          const wrong = Buffer.from(body);
          // Within a word: what is left is JSON all the same.
          wrong[isList(arrived.path) ? wrong.indexOf('sha256-') + 9 : wrong.indexOf('"label":"') + 12]! ^= 1;
          return end(wrong);
        }) as typeof response.end;
        return released({ ...arrived, headers: { ...arrived.headers, 'accept-encoding': 'identity' } }, response);
      };

    const spoken = async (visit: Visit, expected: Record<string, string>): Promise<void> => {
      await eventually(async () => {
        const said = await visit.see<Record<string, string>>(SPOKEN);
        return Object.values(said).every(Boolean) && JSON.stringify(said) === JSON.stringify(expected);
      });
      const { errors } = await visit.heard();
      assert.deepEqual(errors, []);
      assert.equal((await visit.link()).href, `${host.url}/chat/live`);
    };
    const english = Object.fromEntries(tags.map((tag) => [tag, 'en-US']));

    test('languages: each one that is on is used on its pages, fetched without cookie and referrer, by its hash', async () => {
      server.gives();
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await spoken(visit, ownLang);
      const asked = server.edge.arrived.filter(({ path }) => FILE.test(path));
      assert.equal(new Set(asked.map(({ path }) => path)).size, tags.length + 1);
      for (const { headers } of asked) {
        assert.deepEqual([headers.cookie, headers.referer], [undefined, undefined]);
        assert.equal(headers['sec-fetch-mode'], 'cors');
      }
      await visit.close();
    });

    test('languages: a file with one wrong byte is not used: its page is in English, and works', async () => {
      server.gives(flipping((path) => FILE.test(path) && !isList(path)));
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await eventually(() => flipped.size === tags.length);
      await pause(500);
      await spoken(visit, english);
      await visit.close();
    });

    test('languages: a list with one wrong byte is not used either', async () => {
      server.gives(flipping(isList));
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      const before = server.edge.count('/ask-us-now.es.');
      await eventually(() => flipped.size === tags.length + 1);
      await pause(500);
      await spoken(visit, english);
      assert.equal(server.edge.count('/ask-us-now.es.'), before, 'no file that it names is asked for');
      await visit.close();
    });

    test('languages: a file that the server did not give is asked for again at the next update', async () => {
      server.gives((arrived, response) => {
        if (!FILE.test(arrived.path)) return released(arrived, response);
        response.writeHead(503, { 'access-control-allow-origin': '*' }).end();
      });
      const before = server.edge.count('/ask-us-now.languages.');
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await eventually(() => server.edge.count('/ask-us-now.languages.') > before);
      await pause(500);
      await spoken(visit, english);
      server.gives();
      await visit.see(`document.querySelectorAll('ask-us-now a').forEach((link) => link.append('.'))`);
      await spoken(visit, ownLang);
      await visit.close();
    });

    test('languages: mutant: a script that fetches without the hash shows the text of the wrong file', async () => {
      const wrong = flipping((path) => FILE.test(path) && !isList(path));
      server.gives((arrived, response) => {
        if (!arrived.path.endsWith('/ask-us-now.js')) return wrong(arrived, response);
        const script = readFileSync(join(widgetBundleFolder(), 'ask-us-now.js'), 'utf8');
        const naive = script.replace('referrerPolicy:"no-referrer",integrity:', 'referrerPolicy:"no-referrer",hash:');
        assert.notEqual(naive, script);
        response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }).end(naive);
      });
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await spoken(visit, ownLang);
      await visit.close();
    });

    test('languages: where the policy of the page refuses the files it is English, and no error of the page', async () => {
      server.gives();
      const visit = await engine.visit();
      await visit.goto(`${host.url}/no-files`);
      await spoken(visit, english);
      await visit.close();
    });

    test('languages: on a page that is read from the right English is read from the left until Arabic is on', async () => {
      server.gives();
      for (const [languages, read] of [
        [[], 'en-US,ltr,ltr,isolate,true,mark at the left'],
        [['ar'], 'ar,rtl,rtl,isolate,true,mark at the right'],
      ] as const) {
        server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`, { languages: [...languages] })));
        const visit = await engine.visit();
        await visit.goto(`${host.url}/arabic`);
        const expected = VARIANTS.map(() => read);
        let seen: (string | null)[] = [];
        await eventually(async () => {
          seen = await visit.see(READ);
          return seen.every((one) => one?.startsWith(read.slice(0, 6)));
        });
        assert.deepEqual(seen, expected);
        await visit.close();
      }
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`, { languages: turnedOn })));
    });

    test('languages: one that the cooperative has not turned on is neither used nor fetched; Spanish is', async () => {
      server.gives();
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
      const before = server.edge.count('/ask-us-now.fr.');
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await spoken(visit, { ...english, es: 'es-US' });
      assert.equal(server.edge.count('/ask-us-now.fr.'), before);
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`, { languages: turnedOn })));
      await visit.close();
    });
  });
}
