// A report of a problem: the family of a browser, and the facts as lines of words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemBundle } from '@askusnow/sdk';
import { bundleLines, bundleText } from '../../../server/dashboard/out/i18n/problems.js';
import { browserFamily, widthClass } from '../../../server/dashboard/out/logic/browser-family.js';

test('browser family: of what browsers call themselves, the family alone', () => {
  const AGENTS = {
    edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    chrome:
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    safari:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    other: 'curl/8.5.0',
  };
  for (const [family, agent] of Object.entries(AGENTS)) assert.equal(browserFamily(agent), family);
  assert.equal(browserFamily(''), 'other');
});

test('window class: phone, tablet and desktop begin where the tag’s do', () => {
  assert.deepEqual([320, 639, 640, 1023, 1024].map(widthClass), ['phone', 'phone', 'tablet', 'tablet', 'desktop']);
});

const BUNDLE: ProblemBundle = {
  page: 'coverage',
  browser: 'firefox',
  viewport: 'phone',
  diagnostics: {
    madeAt: '2026-11-24T15:00:00.000Z',
    role: 'liaison',
    library: {
      state: 'available',
      tier: 'local',
      evidence: 'observed',
      desk: {
        presence: 'failing',
        sampledAt: '2026-11-24T14:00:00.000Z',
        failingSince: '2026-11-24T14:05:00.000Z',
        hoursThrough: '2026-12-24T14:00:00.000Z',
        scheduledThrough: '2026-12-25T14:00:00.000Z',
      },
      placements: { new: 1, live: 2, quiet: 5, lost: 3, retired: 4 },
      refusals: [{ reason: 'too-large', count: 5, lastDate: '2026-11-23' }],
    },
  },
};

/** Another value in place of each word. */
const OTHERS: Record<string, string> = {
  coverage: 'shifts',
  firefox: 'safari',
  phone: 'desktop',
  liaison: 'viewer',
  available: 'busy',
  local: 'statewide',
  observed: 'scheduled',
  failing: 'answering',
  'too-large': 'batch-day',
};

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = value as string;
  if (/^\d{4}-/.test(text)) return text.replace('2026', '2027');
  return OTHERS[text] ?? `${text}9`;
}

/** The bundle once for each value in it, with that value changed. */
function* changedOnce(value: unknown): Generator<{ path: string; changed: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path: '', changed: other(value) };
    return;
  }
  for (const [key, inner] of Object.entries(value as Record<string, unknown>))
    for (const { path, changed } of changedOnce(inner)) {
      const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
      copy[key] = changed;
      yield { path: `${key} ${path}`, changed: copy };
    }
}

test('bundle: each value that is sent is shown: another value shows another text', () => {
  const shown = (bundle: ProblemBundle): string => bundleText('', '', bundleLines(bundle, bundle.page ?? ''));
  const all = shown(BUNDLE);
  const same = [...changedOnce(BUNDLE)].filter(({ changed }) => shown(changed as ProblemBundle) === all);
  assert.deepEqual(
    same.map(({ path }) => path),
    [],
  );
});
