// The notice of a help request: short, plain, what to do next, and nothing that a person has written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASSISTANCE_STEPS, TIERS, type Tier } from '@askusnow/sdk/contract';
import { noticesOf } from '../../../server/src/help/assistance/announcement.ts';
import type { HelpRequest, Names } from '../../../server/src/help/assistance/record.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const START = Date.parse('2026-05-04T14:00:00.000Z');
const REQUEST: HelpRequest = {
  id: 7,
  library: 'harford',
  queue: 'harford-desk',
  reason: 'forecast-gap',
  note: 'A patron called Jane waits',
  cover: null,
  standing: {
    state: 'open',
    openedMs: START - HOUR_MS,
    startMs: START,
    endMs: START + HOUR_MS,
    owner: 'local',
    deadlineMs: START - HOUR_MS / 2,
    taker: null,
    overAtMs: null,
    revision: 1,
  },
};
const NAMES = {
  library: 'Harford County',
  taker: null,
  queue: 'Harford desk',
  tier: 'local' as Tier,
  zone: 'America/New_York',
};
const told = (step: (typeof ASSISTANCE_STEPS)[number], owner: Tier, request = REQUEST, names: Names = NAMES) =>
  noticesOf(request, { step, owner, remark: null }, names, 'https://ask.example.org', START);
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

test('announcement: an opening says who needs help, why, when, by when, what to do, and where', () => {
  const [notice] = told('opened', 'local');
  assert.equal(notice?.subject, 'Help wanted: Harford desk');
  assert.equal(
    plain(notice?.text ?? ''),
    [
      'Harford desk (Harford County): nobody is scheduled, Mon, May 4, 10 AM EDT to Mon, May 4, 11 AM EDT.',
      '',
      'Take it, or acknowledge it while you look for somebody. The deadline is Mon, May 4, 9:30 AM EDT. If nobody takes it by then, the statewide service is asked.',
      '',
      'https://ask.example.org/dashboard/harford',
      '',
    ].join('\n'),
  );
  assert.deepEqual([notice?.tier, notice?.library, notice?.key], ['local', 'harford', 'assistance:7:opened']);
});

test('announcement: one key per incident and kind, and all who were notified get each later step', () => {
  const far = { ...REQUEST, standing: { ...REQUEST.standing, owner: 'statewide', revision: 4 } } as const;
  const keys = (notices: { key: string }[]) => notices.map(({ key }) => key.replace('assistance:7:', ''));
  assert.deepEqual(keys(told('escalated', 'statewide', far)), ['escalated:statewide']);
  assert.deepEqual(keys(told('taken', 'statewide', far)), ['taken:4:local', 'taken:4:statewide']);
  assert.deepEqual(keys(told('closed', 'statewide', far)), keys(told('expired', 'statewide', far)));
  assert.deepEqual(keys(told('released', 'statewide', far)), ['released:4']);
  for (const step of ['acknowledged', 'covered', 'noted'] as const) assert.deepEqual(told(step, 'local'), []);
});

test('announcement: a farther tier, of no library, gets a link to all requests', () => {
  const [notice] = told('escalated', 'global');
  assert.deepEqual([notice?.tier, notice?.library], ['global', null]);
  assert.match(notice?.text ?? '', /https:\/\/ask\.example\.org\/dashboard\/-\/now\n$/);
});

test('announcement: a shared desk uses its own name, notifies its own tier first, and links to all requests', () => {
  const shared = {
    ...REQUEST,
    library: null,
    queue: 'state',
    standing: { ...REQUEST.standing, owner: 'statewide' },
  } as const;
  const names: Names = {
    library: null,
    taker: null,
    queue: 'Statewide desk',
    tier: 'statewide',
    zone: 'America/New_York',
  };
  const [notice, ...more] = told('opened', 'statewide', shared, names);
  assert.match(notice?.text ?? '', /^Statewide desk: nobody is scheduled, .*the global cooperative is asked\./s);
  assert.match(notice?.text ?? '', /https:\/\/ask\.example\.org\/dashboard\/-\/now\n$/);
  assert.deepEqual(
    [notice?.tier, notice?.library, notice?.kind, more],
    ['statewide', null, 'assistance-escalated', []],
  );
  const far = { ...shared, standing: { ...shared.standing, owner: 'global' } } as const;
  assert.deepEqual(
    told('closed', 'global', far, names).map(({ tier }) => tier),
    ['statewide', 'global'],
  );
});

test('announcement: never contains a note, which may be about a patron', () => {
  const all = ASSISTANCE_STEPS.flatMap((step) => TIERS.flatMap((tier) => told(step, tier)));
  assert.ok(all.length > 10);
  assert.doesNotMatch(JSON.stringify(all), /Jane|note/i);
});

test('announcement: names the helper, and has no end if the request has none', () => {
  const standing = { ...REQUEST.standing, state: 'taken', endMs: null, taker: { library: 'carroll' } } as const;
  const names = { ...NAMES, taker: 'Carroll County' };
  const [notice] = told('taken', 'local', { ...REQUEST, reason: 'swamped', standing }, names);
  assert.match(plain(notice?.text ?? ''), /^Carroll County has taken this request.*\n.*since Mon, May 4, 10 AM EDT\./);
});
