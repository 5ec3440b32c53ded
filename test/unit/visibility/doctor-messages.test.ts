import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_FINDINGS } from '../../../sdk/dist/contract/index.js';
import { helpPage } from '../../../server/src/visibility/doctor/help-page.ts';
import { HELP } from '../../../server/src/visibility/doctor/page/help.ts';
import { MESSAGES } from '../../../server/src/visibility/doctor/page/messages.ts';
import { DOCTOR_PAGES } from '../../support/data/doctor-pages.ts';

/** Found where a page is fetched, and not in its source: test/server/visibility/doctor-fetch.test.ts has a page for each. */
const OF_FETCHING = ['stale-cache', 'unreachable', 'private-address', 'too-large', 'robots-disallowed', 'search-page'];

const SENTENCE = /^\p{Lu}.*\.$/u;

test('doctor messages: each finding has one fault, one action and one link to a section of the help page', () => {
  const html = helpPage('https://ask.example.org');
  assert.deepEqual(Object.keys(MESSAGES).sort(), [...PAGE_FINDINGS].sort());
  for (const [code, { fault, action, topic }] of Object.entries(MESSAGES)) {
    assert.match(fault, SENTENCE, code);
    assert.match(action, SENTENCE, code);
    // One: a second sentence would be a second action.
    assert.doesNotMatch(action.slice(0, -1), /\. \p{Lu}/u, code);
    assert.equal(html.split(`<section id="${topic}">`).length, 2, code);
  }
  assert.equal(new Set(Object.values(MESSAGES).map(({ fault }) => fault)).size, PAGE_FINDINGS.length);
});

test('doctor messages: each finding is produced by at least one page', () => {
  const produced = new Set<string>([...OF_FETCHING, ...DOCTOR_PAGES.flatMap(({ findings }) => findings)]);
  assert.deepEqual(
    PAGE_FINDINGS.filter((code) => !produced.has(code)),
    [],
  );
});

test('doctor messages: each section of the help page is linked by a message', () => {
  const linked = new Set<string>(Object.values(MESSAGES).map(({ topic }) => topic));
  assert.deepEqual(
    Object.keys(HELP).filter((topic) => !linked.has(topic)),
    [],
  );
});

test('doctor messages: the help page shows this server’s address, and no placeholder', () => {
  const html = helpPage('https://ask.example.org');
  assert.match(html, /script-src https:\/\/ask\.example\.org/);
  assert.doesNotMatch(html, /SERVER/);
});
