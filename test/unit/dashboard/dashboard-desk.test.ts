// What a desk's page says: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { otherSourceText, seenText } from '../../../server/dashboard/out/i18n/desk-text.js';

describe('a desk in words', () => {
  test('desk words: ask for a status only if heartbeats are the source', () => {
    assert.equal(otherSourceText({ source: { kind: 'heartbeat', at: null } }), undefined);
    assert.match(otherSourceText({ source: { kind: 'libraryh3lp', at: 'chat.example' } }) ?? '', /from chat\.example/);
    assert.equal(otherSourceText({ source: null }), undefined, 'by its hours: the page says so beside the state');
  });

  test('desk words: not known is neither somebody nor nobody', () => {
    assert.deepEqual(seenText({ state: 'unknown' }), { word: 'status unknown', tone: 'bad' });
    assert.equal(seenText({ state: null }).word, 'no live status');
  });
});
