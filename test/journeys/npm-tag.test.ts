// The tag as somebody has it who installs the packed package: the same element as the served script, whole.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { temporaryFolder } from '../support/app/process.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aTag } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium, type ChromiumVisit } from '../support/browser/host-visit.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually } from '../support/waiting.ts';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
const IMPORTS = {
  '@askusnow/widget': '/node_modules/@askusnow/widget/dist/index.js',
  '@askusnow/sdk': '/node_modules/@askusnow/sdk/dist/index.js',
  '@askusnow/sdk/event-stream': '/node_modules/@askusnow/sdk/dist/availability/event-stream.js',
  '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
};

describe('npm tag', () => {
  const folder = temporaryFolder();
  let browser: Chromium;
  let server: TagServer;
  let host: Awaited<ReturnType<typeof startHost>>;
  let body = '';
  before(async () => {
    const pack = ['pack', '--json', '--pack-destination', folder.path, '-w', 'sdk', '-w', 'widget'];
    const { stdout } = await run('npm', pack);
    const tarballs = (JSON.parse(stdout) as { filename: string }[]).map(({ filename }) => join(folder.path, filename));
    folder.write('package.json', '{}');
    await run('npm', ['install', ...QUIET, ...tarballs], { cwd: folder.path });
    [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
    const head = (): string => `<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
import { AskUsNowElement } from '@askusnow/widget';
AskUsNowElement.defaultEndpoint = '${server.url}';
</script>`;
    host = await startHost((path) =>
      path.startsWith('/node_modules/')
        ? { html: readFileSync(join(folder.path, path)), headers: { 'content-type': 'text/javascript' } }
        : { html: aPage({ head: head(), body }) },
    );
  });
  after(async () => {
    await browser.close();
    await server.close();
    await host.close();
    folder.remove();
  });

  /** A page with a tag, settled. */
  async function open(markup: string, fragment = ''): Promise<ChromiumVisit> {
    body = markup;
    const visit = await visitChromium(browser);
    await visit.goto(`${host.url}/${fragment}`);
    await visit.settled();
    return visit;
  }
  const shadow = (what: string): string => `document.querySelector('ask-us-now').shadowRoot${what}`;
  async function leave(visit: ChromiumVisit): Promise<void> {
    assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
    await visit.close();
    // All of it is of the package: a server of another version would have other files.
    assert.equal(server.edge.count('/widget/'), 0);
  }

  test('npm tag: a tab floats', async () => {
    server.answers(answering(200, anAnswerNow('https://chat.example/')));
    const visit = await open(aTag('https://chat.example/', 'variant="tab"'));
    await eventually(() => visit.see(`getComputedStyle(document.querySelector('ask-us-now')).position === 'fixed'`));
    await leave(visit);
  });

  test('npm tag: a link has the look of the page’s links', async () => {
    const markup = `<p>Or ${aTag('https://chat.example/', 'variant="link"')}</p>`;
    const visit = await open(`<style>p a { color: rgb(90, 0, 60); padding: 0 7px }</style>${markup}`);
    const look = `(({ color, paddingLeft }) => [color, paddingLeft].join())(getComputedStyle(${shadow(`.querySelector('[part=label]')`)}))`;
    await eventually(async () => (await visit.see(look)) === 'rgb(90, 0, 60),7px');
    await leave(visit);
  });

  test('npm tag: a card speaks Spanish, shows the lines that are set, a reminder, and its branch’s phone', async () => {
    const urgent = { text: 'Call 911', phone: '911', translations: { es: 'Llame al 911' } };
    const closed = answering(200, { ...aClosedAnswerNow(), urgent });
    const branch = answering(200, { fallback: { phone: '410-555-0177', tel: '4105550177' } });
    server.answers((arrived, response) => (arrived.path.includes('/branches/') ? branch : closed)(arrived, response));
    const visit = await open(aTag('https://chat.example/', 'lang="es" remind branch="bel-air"'));
    const links = `[...${shadow(`.querySelectorAll('a')`)}].map((link) => link.getAttribute('href') + ' ' + link.textContent)`;
    await eventually(async () => {
      const shown = (await visit.see<string[]>(links)).join('\n');
      return [/Abre/, /^tel:911 Llame al 911$/m, /^tel:4105550177 Llame/m, /next-opening\.ics/].every((line) =>
        line.test(shown),
      );
    });
    await leave(visit);
  });

  test('npm tag: is diagnosed, and shows its webmaster the report', async () => {
    server.answers(answering(200, anAnswerNow('https://chat.example/')));
    const diagnosed = await open(`<header>${aTag('https://chat.example/')}</header>`);
    await eventually(() => server.posted().some((event) => event.kind === 'diagnosis' && event.value === 'in-header'));
    await leave(diagnosed);
    const inspected = await open(aTag('https://chat.example/'), '#ask-inspect');
    await inspected.page.getByRole('dialog', { name: 'Ask Us Now on this page' }).waitFor();
    await inspected.page.getByText('Propose this page').waitFor();
    await leave(inspected);
  });
});
