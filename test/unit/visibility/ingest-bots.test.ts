import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isbot } from 'isbot';
import { createBotCheck, isProgram } from '../../../server/src/visibility/ingest/bots.ts';
import { BROWSER_AGENTS } from '../../support/data/browser-agents.ts';

/** Source: monperrus/crawler-user-agents (MIT), user agents as programs were seen to send them. */
const LIST = new URL('crawler-user-agents.json', import.meta.resolve('crawler-user-agents'));
const crawlers = JSON.parse(readFileSync(LIST, 'utf8')) as { instances: string[] }[];
const PROGRAMS = crawlers.flatMap(({ instances }) => instances);
const RECALL = 0.99;

const share = (part: number, whole: number): string => `${part} of ${whole}, ${((100 * part) / whole).toFixed(2)} %`;

test('bots: at least 99 % of known programs are bots, and no browser that can run the tag is', (t) => {
  const found = PROGRAMS.filter(isProgram).length;
  const mistaken = BROWSER_AGENTS.filter(isProgram);
  t.diagnostic(`programs found: ${share(found, PROGRAMS.length)}`);
  t.diagnostic(`browsers taken for programs: ${share(mistaken.length, BROWSER_AGENTS.length)}`);
  assert.ok(PROGRAMS.length > 2_000);
  assert.ok(found / PROGRAMS.length >= RECALL);
  assert.deepEqual(mistaken, []);
});

test('bots: the exceptions let no known program through that isbot finds', () => {
  assert.deepEqual(
    PROGRAMS.filter((userAgent) => isbot(userAgent) && !isProgram(userAgent)),
    [],
  );
});

test('bots: a program that runs on such a device is a bot by its own word', () => {
  const device =
    'Mozilla/5.0 (Linux; Android 14; Google TV Streamer) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36';
  assert.equal(isProgram(device), false);
  assert.equal(isProgram(`${device} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`), true);
  for (const own of [
    'compatible; Discovery bot',
    'Linux; Android 14; SomeBot/1.0',
    'Linux; Android 14; compatible; a bot',
  ])
    assert.equal(isProgram(`Mozilla/5.0 (${own}) AppleWebKit/537.36 Safari/537.36`), true, own);
  assert.equal(isProgram('Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)'), true);
});

test('bots: mutant: isbot without the exceptions takes televisions and phones for programs', () => {
  const mistaken = BROWSER_AGENTS.filter((userAgent) => isbot(userAgent));
  assert.ok(mistaken.length >= 33, String(mistaken.length));
});

test('bots: a request without a user agent is a bot, which isbot does not say', () => {
  const isBot = createBotCheck();
  assert.equal(isbot(''), false);
  assert.deepEqual([isBot(''), isBot(undefined)], [true, true]);
});
