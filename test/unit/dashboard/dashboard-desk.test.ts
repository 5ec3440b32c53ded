// What a desk's page says: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeskClock } from '@askusnow/sdk/contract';
import { newsText } from '../../../server/dashboard/out/i18n/desk-clock.js';
import { otherSourceText, seenText } from '../../../server/dashboard/out/i18n/desk-text.js';

describe('a desk in words', () => {
  test('desk words: ask for a status only if heartbeats are the source', () => {
    assert.equal(otherSourceText({ source: { kind: 'heartbeat', at: null } }), undefined);
    assert.match(otherSourceText({ source: { kind: 'libraryh3lp', at: 'chat.example' } }) ?? '', /from chat\.example/);
    assert.equal(otherSourceText({ source: null }), undefined, 'by its hours: the page says so beside the state');
  });

  test('desk clock: announces libraries that come and leave, not the reader’s own press, and no time that moved', () => {
    const clock = (...names: string[]): DeskClock => ({
      ...{ queue: 'state', name: 'Statewide desk', zone: 'America/New_York', libraries: [] },
      here: names.map((name) => ({ library: name, name, since: '2026-11-04T14:00:00.000Z', until: names.join('') })),
    });
    const newsOf = (before: DeskClock | undefined, now: DeskClock, ...own: string[]) =>
      newsText(before, now, new Set(own));
    assert.equal(newsOf(undefined, clock('Cecil')), '');
    assert.equal(
      newsOf(clock('Cecil'), clock('Harford', 'Kent')),
      'Harford is here. Kent is here. Cecil is no longer here.',
    );
    assert.equal(newsOf(clock('Cecil'), clock('Cecil', 'Kent'), 'Kent'), '', 'the times of Cecil moved');
  });

  test('desk words: not known is neither somebody nor nobody', () => {
    assert.deepEqual(seenText({ state: 'unknown' }), { word: 'status unknown', tone: 'bad' });
    assert.equal(seenText({ state: null }).word, 'no live status');
  });
});
