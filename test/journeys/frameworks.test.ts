// The examples for React, Preact, Vue and Svelte, as somebody outside makes one of their own: installed from their lock file
// and our packed packages, type-checked, built, and run in a browser.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer } from '../support/browser/host-server.ts';
import { visitChromium } from '../support/browser/host-visit.ts';
import { temporaryFolder } from '../support/app/process.ts';
import { packInto } from '../support/packed.ts';
import { eventually } from '../support/waiting.ts';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
const MEDIA: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

/** Each with the file whose template holds the tag, and that template bent: a library that is no text. */
const EXAMPLES = {
  react: { page: 'src/main.tsx', bent: ['library="harford"', 'library={7}'] },
  preact: { page: 'src/main.tsx', bent: ['library="harford"', 'library={7}'] },
  vue: { page: 'src/Page.vue', bent: ['library="harford"', ':library="7"'] },
  svelte: { page: 'src/Page.svelte', bent: ['library="harford"', 'library={7}'] },
} as const;
type Name = keyof typeof EXAMPLES;

const folder = temporaryFolder();
let browser: Chromium;
let tarballs: string[];

before(async () => {
  browser = await launchChromium();
  tarballs = [...packInto(folder.path, ['sdk', 'widget']).values()];
});
after(async () => {
  await browser.close();
  folder.remove();
});

/** Somebody's own copy of an example, installed. Runs a program of its own there. */
async function install(
  name: Name,
  serverUrl: string,
): Promise<(command: string, ...words: string[]) => Promise<unknown>> {
  const cwd = join(folder.path, name);
  cpSync(join('examples/frameworks', name), cwd, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  await run('npm', ['install', '--no-save', ...QUIET, ...tarballs], { cwd });
  return (command, ...words) => run(command, words, { cwd, env: { ...process.env, VITE_ASK_US_NOW: serverUrl } });
}

/** What a type checker says of what it refuses; empty: it refuses nothing. */
const complaintsOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => '',
    (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}`,
  );

async function startBuilt(name: Name): ReturnType<typeof startHost> {
  const read = (path: string) => {
    const file = path === '/' ? '/index.html' : path;
    return {
      html: readFileSync(join(folder.path, name, 'dist', file)),
      headers: { 'content-type': MEDIA[extname(file)] ?? 'application/octet-stream' },
    };
  };
  return startHost((path) => (path === '/chat' ? { html: CHAT_PAGE } : /favicon/.test(path) ? undefined : read(path)));
}

describe('frameworks', { concurrency: 2 }, () => {
  for (const [name, { page, bent }] of Object.entries(EXAMPLES) as [Name, (typeof EXAMPLES)[Name]][]) {
    test(`frameworks: ${name}: the example type-checks, builds and runs; a library that is no text is refused by its types`, async (t) => {
      const server = await startTagServer();
      t.after(() => server.close());
      const runIn = await install(name, server.url);

      // Once with both: the page as it is, which nothing is said of, and the same with a library that is no text.
      const source = readFileSync(join(folder.path, name, page), 'utf8');
      assert.ok(source.includes(bent[0]));
      const bentPage = join(folder.path, name, page.replace(/\w+\./, 'Bent.'));
      writeFileSync(bentPage, source.replace(bent[0], bent[1]));
      const complaints = await complaintsOf(runIn('npm', 'run', 'check'));
      assert.match(complaints, /Bent\.[^]*number[^]*string/);
      assert.doesNotMatch(complaints, new RegExp(page.replace('.', '\\.')));
      rmSync(bentPage);

      await runIn('npm', 'exec', 'vite', 'build');
      const host = await startBuilt(name);
      t.after(() => host.close());
      server.answers(answering(200, anAnswerNow(`${server.url}/chat`)));
      const visit = await visitChromium(browser);
      await visit.goto(`${host.url}/`);
      const { name: words } = await visit.settled();
      assert.match(words, /^Ask a librarian/);
      // The framework's own listener heard the tag's own event.
      await eventually(async () =>
        words.includes(await visit.see<string>('document.getElementById("status").innerText')),
      );
      await eventually(() => server.posted().some(({ kind }) => kind === 'viewable'));
      assert.ok(
        server.posted().every(({ practice }) => !practice),
        'practice={false} is no trial',
      );
      assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      await visit.close();
    });
  }
});
