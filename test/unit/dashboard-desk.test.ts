// What a desk's page says: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssistanceRequest } from '@askusnow/sdk/contract';
import { otherSourceText, requestText, seenText } from '../../server/dashboard/out/words/desk-text.js';

const OPENED = '2026-11-24T14:30:00.000Z';
const request = (more: Partial<AssistanceRequest>): AssistanceRequest => ({
  id: 1,
  library: 'harford',
  queue: 'desk',
  reason: 'swamped',
  state: 'open',
  gap: { start: OPENED, end: null },
  owner: 'local',
  deadline: null,
  taker: null,
  note: null,
  openedAt: OPENED,
  overAt: null,
  version: 1,
  may: [],
  steps: [],
  ...more,
});

describe('a desk in words', () => {
  test('asks for heartbeats only where they are what is read', () => {
    assert.equal(otherSourceText({ source: { kind: 'heartbeat', at: null } }), undefined);
    assert.match(otherSourceText({ source: { kind: 'libraryh3lp', at: 'chat.example' } }) ?? '', /from chat\.example/);
    assert.match(otherSourceText({ source: null }) ?? '', /by its hours alone/);
  });

  test('never says of what is not known that somebody is there, or nobody', () => {
    assert.deepEqual(seenText({ state: 'unknown' }), { word: 'not known', tone: 'bad' });
    assert.equal(seenText({ state: null }).word, 'as its hours say');
  });

  test('says of a request whose turn it is, since when and why', () => {
    const now = Date.parse(OPENED) + 12.9 * 60_000;
    const texts = [
      request({}),
      request({ owner: 'statewide', reason: 'observed-gap' }),
      request({ state: 'taken', taker: { library: 'cecil' } }),
      request({ state: 'taken', taker: { tier: 'global' } }),
    ].map((each) => requestText(each, now));
    assert.deepEqual(texts, [
      'Waiting for the library’s own people, for 12 minutes: the desk is swamped',
      'Waiting for the statewide coordinator, for 12 minutes: nobody was seen at the desk',
      'Taken by cecil, for 12 minutes: the desk is swamped',
      'Taken by the global desk, for 12 minutes: the desk is swamped',
    ]);
    assert.match(requestText(request({}), Date.parse(OPENED) - 5_000), /for 0 minutes/);
  });
});
