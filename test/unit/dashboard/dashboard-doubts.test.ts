import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtWarning, ONE_ADDRESS } from '../../../server/dashboard/out/i18n/doubt-text.js';

const plain = (text: string): string => text.replace(/\s/g, ' ');
const aDoubt = { date: '2026-11-24', hour: 15, reason: 'clicks-above-usual' as const, count: 120, usual: 6 };

test('doubts in words: when, how many, what was usual, and what it means for the numbers', () => {
  const warning = doubtWarning([
    aDoubt,
    { ...aDoubt, hour: null, count: 700 },
    { ...aDoubt, hour: null, reason: 'clicks-unseen', count: 1, usual: 0 },
    { ...aDoubt, hour: 0, reason: 'views-above-usual', count: 9_000, usual: 40 },
  ])!;
  assert.deepEqual(warning.facts.map(plain), [
    'Tue, Nov 24, from 3 PM: 120 clicks in one hour. The most in any hour of the four weeks before was 6.',
    'Tue, Nov 24: 700 clicks on one day. The most on any day of the four weeks before was 6.',
    'Tue, Nov 24: 1 click on a button that was not in view.',
    'Tue, Nov 24, from 12 AM: 9,000 views in one hour. The most in any hour of the four weeks before was 40.',
  ]);
  assert.match(warning.meaning.join(' '), /do not report clicks/);
  assert.match(warning.meaning.join(' '), /really higher than shown/);
});

test('doubts in words: none, nothing; and no setting on a screen that a liaison or coordinator reads', () => {
  assert.equal(doubtWarning([]), null);
  const words = JSON.stringify([ONE_ADDRESS, doubtWarning([aDoubt])]);
  assert.doesNotMatch(words, /TRUSTED_PROXIES|[A-Z]{2,}_[A-Z]|askusnow|poisson/i);
});
