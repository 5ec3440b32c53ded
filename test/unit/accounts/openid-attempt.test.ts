// An attempt to sign in: only the browser that began it can end it, and only for ten minutes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ATTEMPT_TTL_MS,
  clearAttemptCookie,
  readAttempt,
  startAttempt,
} from '../../../server/src/accounts/openid-attempt.ts';

const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const SECURE = { secure: true };
const pairOf = (cookie: string): string => cookie.split(';')[0]!;

describe('an attempt to sign in', () => {
  test('attempt: its cookie gives it back, and says nothing of it', () => {
    const { attempt, cookie } = startAttempt(NOW, SECURE);
    assert.deepEqual(readAttempt(`a=b; ${pairOf(cookie)}`, NOW + 1000, SECURE), attempt);
    const values = [attempt.state, attempt.nonce, attempt.codeVerifier];
    assert.equal(new Set(values).size, 3);
    for (const value of values) {
      assert.match(value, /^[\w-]{43}$/);
      assert.ok(!cookie.includes(value));
    }
    assert.match(cookie, /^__Host-askusnow-sign-in=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/);
    assert.match(clearAttemptCookie(SECURE), /^__Host-askusnow-sign-in=; .*Max-Age=0/);
  });

  test('attempt: two of one moment differ', () => {
    assert.notDeepEqual(startAttempt(NOW, SECURE).attempt, startAttempt(NOW, SECURE).attempt);
  });

  test('attempt: ends after ten minutes, whatever the browser keeps or writes', () => {
    const { attempt, cookie } = startAttempt(NOW, SECURE);
    const pair = pairOf(cookie);
    assert.deepEqual(readAttempt(pair, NOW + ATTEMPT_TTL_MS - 1, SECURE), attempt);
    assert.equal(readAttempt(pair, NOW + ATTEMPT_TTL_MS, SECURE), undefined);
    // A later start in the cookie is another attempt, whose state nobody has sent.
    const later = pair.replace(String(NOW), String(NOW + ATTEMPT_TTL_MS));
    assert.notEqual(readAttempt(later, NOW + ATTEMPT_TTL_MS, SECURE)!.state, attempt.state);
    assert.equal(readAttempt(later, NOW, SECURE), undefined);
  });

  test('attempt: none without its cookie, or from one of another form', () => {
    const pair = pairOf(startAttempt(NOW, SECURE).cookie);
    for (const header of [undefined, '', 'askusnow=a', pair.split('.')[0], `${pair}x`, `${pair.replace('=', '=+')}`])
      assert.equal(readAttempt(header, NOW, SECURE), undefined, header);
    assert.equal(readAttempt(pair.replace('__Host-', ''), NOW, SECURE), undefined);
  });
});
