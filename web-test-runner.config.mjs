// Browser tests against the compiled files: in Chromium, and for `npm run test:all` in Firefox and WebKit, too. Nothing is skipped.
import { basename } from 'node:path';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { edge } from './test/browser/edge.mjs';
import { webkitLauncher } from './test/support/browser/webkit-launcher.ts';

// Neither UTC nor the cooperative's zone, so that a time told in the browser's own zone is seen.
process.env.TZ = 'Asia/Dubai';
const isWhole = process.env.ASKUSNOW_TEST_TIER === 'all';
const HANGS_AFTER_MS = 180_000;

/** What failed, a line each that starts with ✖; the counts by engine; and the closing line that the whole run counts by. */
function plainReporter() {
  const count = (suite, total, where) => {
    for (const test of suite.tests) {
      total[test.passed ? 'passed' : 'failed']++;
      if (!test.passed) console.log(`✖ ${where}: ${test.name}: ${test.error?.message ?? 'skipped'}`);
    }
    for (const inner of suite.suites) count(inner, total, where);
  };
  return {
    onTestRunFinished({ sessions }) {
      const all = { passed: 0, failed: 0 };
      const engines = {};
      for (const session of sessions) {
        const own = { passed: 0, failed: 0 };
        const where = `${session.browser.name} ${basename(session.testFile)}`;
        if (session.testResults) count(session.testResults, own, where);
        // A file that does not load has no results to count.
        if (!session.passed && own.failed === 0) {
          own.failed = 1;
          console.log(`✖ ${where}: ${session.errors.map((error) => error.message).join('; ') || 'did not load'}`);
        }
        const engine = (engines[session.browser.name] ??= { passed: 0, failed: 0 });
        for (const key of ['passed', 'failed']) {
          engine[key] += own[key];
          all[key] += own[key];
        }
      }
      for (const [name, { passed, failed }] of Object.entries(engines))
        console.log(`${name}: ${passed} passed, ${failed} failed`);
      setTimeout(() => console.log(`\n${all.passed} passed, ${all.failed} failed`), 0);
    },
  };
}

const chromium = playwrightLauncher({
  product: 'chromium',
  // The headless shell has no windows: each page is visible.
  concurrency: 3,
  launchOptions: {
    executablePath: '/usr/bin/chromium-headless-shell',
    // `gc`: whether a removed tag is let go is seen at once.
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
      '--js-flags=--expose-gc',
    ],
  },
});

const others = () => [
  puppeteerLauncher({
    launchOptions: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true },
  }),
  webkitLauncher(),
];

export default {
  files: 'test/browser/out/**/*.test.js',
  hostname: '127.0.0.1',
  nodeResolve: { exportConditions: ['production', 'browser'] },
  middleware: [edge()],
  reporters: [defaultReporter({ reportTestProgress: false, reportTestResults: true }), plainReporter()],
  // They guard against what hangs.
  testFramework: { config: { timeout: HANGS_AFTER_MS } },
  browserStartTimeout: HANGS_AFTER_MS,
  testsStartTimeout: HANGS_AFTER_MS,
  testsFinishTimeout: 5 * HANGS_AFTER_MS,
  // Pages that share a window hide each other, and what is hidden is not viewable.
  concurrency: 1,
  // Each engine has windows of its own.
  concurrentBrowsers: 3,
  browsers: [chromium, ...(isWhole ? others() : [])],
};
