// Failing sources as tasks: at the library whose own desk it is, and counted for the coordinator.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Trouble } from '../../../server/src/help/notices/trouble.ts';
import type { RegisteredLibrary } from '../../../server/src/cooperative/registered.ts';
import { cooperativeTroubles, libraryTroubles } from '../../../server/src/workspace/home/trouble-tasks.ts';

const SINCE = '2026-05-04T14:00:00.000Z';
const trouble = (kind: Trouble['kind'], queue: string): Trouble => ({
  kind,
  queue,
  sinceMs: Date.parse(SINCE),
  incident: queue,
  code: 'refused',
});
const DESK = {
  id: 'harford-desk',
  name: 'Harford desk',
  tier: 'local',
  zone: 'America/New_York',
  presence: null,
  languages: null,
} as const;
const HARFORD = {
  id: 'harford',
  name: 'Harford',
  queues: [
    { tier: 'local', queueId: 'harford-desk', chatUrl: null },
    { tier: 'statewide', queueId: 'state', chatUrl: null },
  ],
} as const;

test('trouble tasks: a library reads of its own desk alone, and a desk that will be signed out has no since', () => {
  const troubles = [
    trouble('presence-failing', 'harford-desk'),
    trouble('presence-failing', 'state'),
    trouble('desk-expiring', 'harford-desk'),
    trouble('feed-failing', 'cecil-desk'),
  ];
  const tasks = libraryTroubles(troubles, [{ ...HARFORD, queues: [...HARFORD.queues] }], { queue: () => DESK });
  assert.deepEqual(
    tasks.map(({ key, harm, since, path }) => [key, harm, since, path]),
    [
      ['presence-failing', 'patrons-soon', SINCE, '/dashboard/harford/people'],
      ['desk-expiring', 'due', null, '/dashboard/harford/people'],
    ],
  );
  assert.match(tasks[0]!.title, /Harford desk/);
});

test('trouble tasks: the coordinator reads one line a kind, with its count, which leads to the first desk', () => {
  const all = [
    trouble('feed-failing', 'cecil-desk'),
    trouble('presence-failing', 'harford-desk'),
    trouble('presence-failing', 'state'),
  ];
  const registry = {
    queue: (id: string) => (id === 'harford-desk' ? DESK : undefined),
    librariesOf: (id: string) => (id === 'harford-desk' ? [HARFORD as unknown as RegisteredLibrary] : []),
  };
  assert.deepEqual(
    cooperativeTroubles(all, registry).map(({ title, action, path }) => [title, action, path]),
    [
      ['1 calendar can no longer be read', 'See the desk', '/dashboard/-/desks'],
      ['The live status of 2 desks has failed', 'See Harford desk', '/dashboard/harford/people'],
    ],
  );
  assert.deepEqual(cooperativeTroubles([], registry), []);
});
