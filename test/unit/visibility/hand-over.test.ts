import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen, stateOf, toPage } from '../../../server/src/visibility/hand-over/hand-over.ts';

const library = {
  origins: [
    { id: 1, origin: 'https://www.library.example' },
    { id: 2, origin: 'https://*.guides.example' },
  ],
};

test('hand-over: the page is kept without query and fragment, on a registered site, with its pattern', () => {
  assert.deepEqual(toPage(' https://www.library.example/catalog/12345?q=cancer#results ', library), {
    page: 'https://www.library.example/catalog/12345',
    origin: 'https://www.library.example',
    path: '/catalog/12345',
    pattern: '/catalog/:id',
    originId: 1,
  });
  const guide = toPage('https://teens.guides.example/', library);
  assert.equal('originId' in guide && guide.originId, 2);
});

for (const typed of [
  '',
  'library.example',
  'ftp://www.library.example/',
  'https://me:secret@www.library.example/',
  'javascript:alert(1)',
])
  test(`hand-over: "${typed}" is no address of a page, and the fault says what is`, () => {
    const page = toPage(typed, library);
    assert.match('fault' in page ? page.fault : '', /like https:\/\/www\.library\.example/);
  });

test('hand-over: a page of another site is refused, naming those that are registered', () => {
  const page = toPage('https://elsewhere.example/', library);
  assert.match(
    'fault' in page ? page.fault : '',
    /registered website of the library \(https:\/\/www\.library\.example/,
  );
});

test('hand-over: live stays live after its link has ended; withdrawn goes before all', () => {
  const times = { liveMs: null, withdrawnMs: null, expiresMs: 100 };
  assert.deepEqual(
    [
      stateOf(times, 99),
      stateOf(times, 100),
      stateOf({ ...times, liveMs: 50 }, 200),
      stateOf({ ...times, liveMs: 50, withdrawnMs: 60 }, 70),
    ],
    ['waiting', 'expired', 'live', 'withdrawn'],
  );
  assert.deepEqual(
    [isOpen(times, 99), isOpen(times, 100), isOpen({ ...times, withdrawnMs: 1 }, 2)],
    [true, false, false],
  );
});
