// A list of new libraries as a spreadsheet has it, read into what is registered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredDesk } from '@askusnow/sdk/contract';
import { faultsOfRow, readLibraryList, toRegistrations } from '../../../server/dashboard/out/logic/library-list.js';

const STATEWIDE: StoredDesk = {
  id: 'statewide',
  registration: { name: 'Statewide', tier: 'statewide', zone: 'America/Chicago' },
  revision: 1,
  editedAt: null,
  undoable: null,
};
const deskName = (library: string) => `${library}, local desk`;
const read = (text: string) => {
  const libraries = readLibraryList(text, [STATEWIDE], deskName);
  assert.ok(Array.isArray(libraries), JSON.stringify(libraries));
  return libraries;
};

test('library list: commas, semicolons and tabs, quoted cells and blank rows, columns in any order', () => {
  const wanted = toRegistrations(
    read('Chat,Name,Sites\r\nhttps://chat.example,"Kent, County",https://a.example https://b.example\r\n,,\r\n'),
  );
  const queues = { statewide: { queue: 'statewide' } };
  const kent = { name: 'Kent, County', zone: 'America/Chicago', live: false, fallback: {}, branches: [], keyPages: [] };
  assert.deepEqual(wanted, {
    desks: [
      {
        id: 'kent-county-desk',
        registration: { name: 'Kent, County, local desk', tier: 'local', zone: 'America/Chicago' },
      },
    ],
    libraries: [
      {
        id: 'kent-county',
        registration: {
          ...kent,
          origins: ['https://a.example', 'https://b.example'],
          queues: { local: { queue: 'kent-county-desk', chat: 'https://chat.example' }, ...queues },
        },
      },
    ],
  });
  for (const delimiter of [';', '\t']) {
    const text = `name${delimiter}Time zone${delimiter}live\nKent${delimiter}America/Denver${delimiter}Yes`;
    const { registration } = toRegistrations(read(text)).libraries[0]!;
    assert.deepEqual(registration, { ...kent, name: 'Kent', zone: 'America/Denver', live: true, origins: [], queues });
  }
});

test('library list: what cannot be read is named, by its row', () => {
  for (const [text, fault] of [
    ['library\nKent', { reason: 'no-name' }],
    ['name,telephone\nKent,1', { reason: 'unknown-column', column: 'telephone' }],
    ['name,phone\n', { reason: 'empty' }],
    ['', { reason: 'no-name' }],
    ['name,phone\nKent,1,2', { reason: 'columns', row: 2 }],
    ['name,phone\nKent,1\n"Cecil,2', { reason: 'quotes', row: 3 }],
  ] as const)
    assert.deepEqual(readLibraryList(text, [], deskName), fault, text);
});

test('library list: the server’s faults stand at their rows, with the column', () => {
  const libraries = read('name,chat\nOne\nTwo,https://chat.example\n\nThree,https://chat.example');
  const errors = [
    { field: 'libraries.1.registration.queues.local.chat', message: 'a' },
    { field: 'desks.1.id', message: 'b' },
    { field: 'libraries.2.id', message: 'c' },
    { field: 'libraries.10.registration.zone', message: 'd' },
  ];
  assert.deepEqual(
    libraries.map(({ row }, at) => [row, faultsOfRow(libraries, at, errors)]),
    [
      [2, []],
      [3, [{ column: 'chat', message: 'a' }]],
      [
        5,
        [
          { column: undefined, message: 'b' },
          { column: undefined, message: 'c' },
        ],
      ],
    ],
  );
});
