// The parts page: each shared part of the dashboard in each state can be shown, and is accessible in each look.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { audit, inEachLook, overflowPx } from '../support/browser/audit.ts';
import { launchChromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { partsDocument } from '../support/parts/build.ts';
import { CHANGED_LOOKS, formerCommit } from '../support/parts/former.ts';
import { openParts, settle } from '../support/parts/photographs.ts';

/** What has no entry, and where it is seen. */
const SEEN_ELSEWHERE: Readonly<Record<string, string>> = {
  'queues-page': 'a page top, a notice card and a panel, which have entries',
};

/** Modules with markup that no entry imports: `html` and `svg` make what is seen. */
function withoutEntry(modules: Readonly<Record<string, string>>, entries: string): string[] {
  const shown = Object.entries(modules).filter(([, code]) => /\b(?:html|svg)`/.test(code));
  return shown
    .map(([name]) => name)
    .filter((name) => !(name in SEEN_ELSEWHERE) && !entries.includes(`/out/ui/${name}.js'`));
}

test('parts: each module of ui/ that shows something has an entry on the parts page', () => {
  const modules = Object.fromEntries(
    globSync('server/dashboard/src/ui/*.ts').map((file) => [basename(file, '.ts'), readFileSync(file, 'utf8')]),
  );
  const entries = globSync('test/parts/*.ts').map((file) => readFileSync(file, 'utf8'));
  assert.deepEqual(withoutEntry(modules, entries.join('\n')), []);
  for (const name of Object.keys(SEEN_ELSEWHERE)) assert.ok(name in modules, name);
});

test('parts: mutant: a module that shows something and has no entry is found', () => {
  const modules = { badge: 'export const badge = () => html`<b>1</b>`;', clock: 'export const now = () => 0;' };
  assert.deepEqual(withoutEntry(modules, "import '../../server/dashboard/out/ui/page-bar.js';"), ['badge']);
});

test('parts: each can be shown in each state, and is accessible in each look', async () => {
  // Made before the browser starts: it takes all of the processor, and a browser that nobody answers may end.
  const html = await partsDocument();
  await using browser = await launchChromium();
  const host = await startHost({ '/': { html } });
  try {
    const { page, errors } = await openParts(browser, host.url);
    await inEachLook(page, async (look) => {
      await settle(page);
      // A part stands there once for each state, so that its landmarks have one name several times.
      const faults = (await audit(page)).filter((fault) => !fault.startsWith('landmark-unique'));
      assert.deepEqual(faults, [], look);
      assert.equal(await overflowPx(page), 0, `${look}: wider than the window`);
    });
    const states = await page.evaluate<string[]>(
      `[...document.querySelectorAll('figure')].map(({ firstChild }) => firstChild.textContent)`,
    );
    const faulty = `[...document.querySelectorAll('[data-fault]')].map(({ dataset, firstChild }) => firstChild.textContent + ': ' + dataset.fault)`;
    assert.deepEqual(await page.evaluate(faulty), []);
    assert.equal(new Set(states).size, states.length, 'each state has a name of its own');
    assert.ok(states.length > 100, `${states.length} states`);
    assert.deepEqual(errors, []);
  } finally {
    await host.close();
  }
});

test('parts: looks are compared with the commit of the list before, and with none where a clone ends before it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'askusnow-parts-'));
  const repository = join(folder, 'whole');
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: repository, encoding: 'utf8' }).trim();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  };
  const commit = (path: string, text: string): string => {
    write(path, text);
    git('add', '.');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', text);
    return git('rev-parse', 'HEAD');
  };
  try {
    mkdirSync(repository);
    git('init', '--quiet');
    const first = commit('a.css', 'first');
    write(CHANGED_LOOKS, '{}');
    assert.equal(formerCommit(repository), first, 'a list that is not committed yet');
    const list = commit(CHANGED_LOOKS, '{}');
    assert.equal(formerCommit(repository), first, 'the first list');
    commit('a.css', 'second');
    assert.equal(formerCommit(repository), first, 'a commit without a list');
    write(CHANGED_LOOKS, '{ "button": "easier to see" }');
    assert.equal(formerCommit(repository), list, 'a second list that is not committed yet');
    commit(CHANGED_LOOKS, '{ "button": "easier to see" }');
    assert.equal(formerCommit(repository), list, 'the second list');
    const shallow = join(folder, 'shallow');
    git('clone', '--quiet', '--depth', '1', `file://${repository}`, shallow);
    assert.equal(formerCommit(shallow), null, 'a shallow clone');
    assert.equal(formerCommit(folder), null, 'no repository');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
