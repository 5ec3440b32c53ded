// Tests wait by test/support/waiting.ts, and get ports from test/support/ports.ts: a limit of their own is a false alarm on a slow machine.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const FILES = ['test/{unit,server,journeys}/**/*.test.ts', 'test/support/**/*.ts'];

/** What is written instead, for each form. */
const RAW: readonly [form: RegExp, instead: string][] = [
  [/\bsetTimeout\b/, 'eventually, or pause'],
  [/setDefaultTimeout\(|\btimeout: *\d/, 'the limit of launchChromium, which is HANGS_AFTER_MS'],
  [/\beventually\([^;]*,\s+[\d_]{3,},?\s*\)|^\s*\}, [\d_]{3,}\);$/m, 'eventually without a limit'],
  [/\.listen\(\d{2,}/, 'port 0, or reservePort'],
];

/** Where a raw form is what the test is about, or runs in a page: how often, and why. One more is a fault. */
const ALLOWED: Readonly<Record<string, readonly [count: number, why: string]>> = {
  'test/support/waiting.ts': [1, 'it is the one place'],
  'test/support/end-of-file.ts': [1, 'ends a process that hangs'],
  'test/support/browser/browser.ts': [3, 'closes a browser that nobody uses any more'],
  'test/support/browser/host-natives.ts': [6, "breaks the page's own"],
  'test/support/browser/host-sites/page-changers.ts': [1, 'in the page'],
  'test/support/browser/host-visit.ts': [2, 'the limit of Firefox'],
  'test/unit/dashboard/dashboard-live-region.test.ts': [1, 'replaces the clock'],
  'test/unit/sdk/sdk-reconnect.test.ts': [2, 'a mutant that hands each wait to it'],
  'test/journeys/dashboard-connections.test.ts': [1, 'a mutant whose page does not load'],
  'test/journeys/dashboard-first-load.test.ts': [3, 'in the page'],
  'test/journeys/dashboard-read-only.test.ts': [1, 'in the page'],
  'test/journeys/host-layout-shift.test.ts': [1, 'in the page'],
  'test/journeys/sdk-in-a-page.test.ts': [2, "replaces the page's own"],
};

/** What to write instead, once for each raw form in a text. */
const faultsOf = (text: string): string[] =>
  RAW.flatMap(([form, instead]) => [...text.matchAll(new RegExp(form, `${form.flags}g`))].map(() => instead));

test('waiting: no test has a timer, a limit or a port of its own', () => {
  const files = FILES.flatMap((pattern) => globSync(pattern));
  assert.ok(files.length > 400);
  const faulty = files.flatMap((file) => {
    const faults = faultsOf(readFileSync(file, 'utf8'));
    const [allowed] = ALLOWED[file] ?? [0];
    return faults.length === allowed
      ? []
      : [`${file} has ${faults.length}, and ${allowed} are allowed: use ${[...new Set(faults)].join('; ')}`];
  });
  assert.deepEqual(faulty, []);
  for (const file of Object.keys(ALLOWED)) assert.ok(files.includes(file), file);
});

test('waiting: mutant: each raw form is found', () => {
  for (const text of [
    'await new Promise((resolve) => setTimeout(resolve, 20));',
    "import { setTimeout as wait } from 'node:timers/promises';",
    'await eventually(\n  async () => isDone(),\n  1_000,\n);',
    'page.setDefaultTimeout(10_000);',
    'await row.waitFor({ timeout: 5000 });',
    'await eventually(() => told.length === 4, 2_000);',
    '      }, 20_000);',
    "server.listen(8080, '127.0.0.1');",
  ])
    assert.notDeepEqual(faultsOf(text), [], text);
  assert.deepEqual(faultsOf("await eventually(() => true, LIMIT_MS);\nserver.listen(0, '127.0.0.1');"), []);
});
