import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endLibraryRegistration,
  getBranch,
  getCooperativeRegistration,
  getAvailability,
  getDeskRegistration,
  getLibraries,
  getLibraryRegistration,
  ProblemError,
  saveCooperativeRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from '@askusnow/sdk';
import type { CooperativeRegistration, LibraryRegistration, StoredLibrary } from '@askusnow/sdk/contract';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative, type ImportResult } from '../../../server/src/cooperative-file/import.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { eventually } from '../../support/waiting.ts';

const ZONE = 'America/New_York';
const KEY_PAGE = { minPatterns: 1, weight: 1 };
const NEW: LibraryRegistration = {
  name: 'Kent County Public Library',
  zone: ZONE,
  live: true,
  origins: ['https://kent.example'],
  queues: { local: { queue: 'kent-desk', chat: 'https://chat.example/kent' }, statewide: { queue: 'statewide' } },
  fallback: { phone: '410-555-0100' },
  branches: [{ id: 'rock-hall', name: 'Rock Hall', fallback: { phone: '410-555-0101' } }],
  keyPages: [
    { name: 'Home page', kind: 'home', origin: 'https://kent.example', pattern: '/', minPatterns: 1, weight: 1 },
  ],
};

withApp({ as: { coordinator: ['coordinator'], liaison: ['liaison', 'harford'] } }).describe('registration', (on) => {
  const faultOf = (asked: Promise<unknown>): Promise<[number, string | undefined, string[]]> =>
    asked.then(
      () => assert.fail('not refused'),
      (error: unknown) => {
        assert.ok(error instanceof ProblemError, String(error));
        const { status, code, errors } = error.problem;
        return [status, code, (errors ?? []).map(({ field }) => field)];
      },
    );
  const importText = (text: string, replace = false): Promise<ImportResult> =>
    importCooperative(on.app.database, text, { ...importOptions, replace });
  const exported = (): Promise<string> => exportCooperative(on.app.database.db);
  const stateOf = (library: string): Promise<string> =>
    getAvailability({ endpoint: on.app.url }, library).then(
      ({ state }) => state,
      (error: unknown) => (error instanceof ProblemError ? (error.problem.code ?? '') : String(error)),
    );

  test('registration: a desk and a library are added, answer patrons, and the file says the same', async () => {
    assert.deepEqual(await faultOf(getLibraryRegistration(on.coordinator, 'kent')), [404, 'not-found', []]);
    const desk = { name: 'Kent desk', tier: 'local', zone: ZONE } as const;
    assert.equal(
      (await saveDeskRegistration(on.coordinator, 'kent-desk', { registration: desk, revision: 0 })).revision,
      1,
    );
    const stored = await saveLibraryRegistration(on.coordinator, 'kent', { registration: NEW, revision: 0 });
    assert.deepEqual(stored.registration, NEW);
    assert.deepEqual(await getLibraryRegistration(on.coordinator, 'kent'), stored);
    await eventually(async () => (await stateOf('kent')) === 'unknown' || (await stateOf('kent')) === 'available');
    assert.match(await exported(), /- id: kent\n {4}name: Kent County Public Library/);
  });

  test('registration: a file that would overwrite what was changed here is refused, and says what', async () => {
    const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    const change = async (edit: Partial<LibraryRegistration>, read: StoredLibrary): Promise<StoredLibrary> =>
      saveLibraryRegistration(on.coordinator, 'cecil', {
        registration: { ...read.registration, ...edit },
        revision: read.revision,
      });
    const renamed = await change({ name: 'Cecil County' }, await getLibraryRegistration(on.coordinator, 'cecil'));
    assert.equal(renamed.revision, revision + 1);
    const refused = await importText(TWO_LIBRARIES);
    assert.ok('edited' in refused, JSON.stringify(refused));
    const lines = refused.edited.map((line) => line.replace(/ \(changed here on .*/, ''));
    assert.deepEqual(lines, [
      'queue kent-desk: removed, Kent desk',
      'library cecil, name: Cecil County → Cecil',
      'library kent: removed, Kent County Public Library; its counts are kept',
    ]);
    // What the file contains is no edit any more.
    assert.deepEqual(await importText(await exported()), { changes: [], warnings: [] });
    assert.ok('changes' in (await importText(TWO_LIBRARIES)));
    assert.equal((await getLibraryRegistration(on.coordinator, 'cecil')).registration.name, 'Cecil');
  });

  test('registration: an ended library answers nobody and keeps its row; a file that names it would bring it back', async () => {
    const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    await endLibraryRegistration(on.coordinator, 'cecil', { revision });
    await eventually(async () => (await stateOf('cecil')) === 'unknown-library');
    assert.deepEqual(await faultOf(endLibraryRegistration(on.coordinator, 'cecil', { revision })), [
      404,
      'not-found',
      [],
    ]);
    const kept = await on.app.database.db.selectFrom('library').select('removed').where('id', '=', 'cecil').execute();
    assert.deepEqual(kept, [{ removed: true }]);
    const refused = await importText(TWO_LIBRARIES);
    assert.ok(
      'edited' in refused && refused.edited[0]?.startsWith('library cecil: added, Cecil'),
      JSON.stringify(refused),
    );
    assert.ok('changes' in (await importText(TWO_LIBRARIES, true)));
    await eventually(async () => (await stateOf('cecil')) !== 'unknown-library');
  });

  test('registration: a branch is added, changed and ended; its answer follows, and its row stays', async () => {
    const stored = await getLibraryRegistration(on.coordinator, 'harford');
    const save = async (branches: LibraryRegistration['branches']): Promise<StoredLibrary> => {
      const { registration, revision } = await getLibraryRegistration(on.coordinator, 'harford');
      return saveLibraryRegistration(on.coordinator, 'harford', {
        registration: { ...registration, ...(branches && { branches }) },
        revision,
      });
    };
    const answer = (branch: string) => getBranch({ endpoint: on.app.url }, 'harford', branch);
    const [belAir] = stored.registration.branches!;
    const aberdeen = { id: 'aberdeen', name: 'Aberdeen', fallback: { page: 'https://www.library.example/aberdeen' } };
    assert.deepEqual((await save([belAir!, aberdeen])).registration.branches, [aberdeen, belAir]);
    await eventually(() =>
      answer('aberdeen').then(
        () => true,
        () => false,
      ),
    );
    assert.deepEqual(await answer('aberdeen'), {
      library: 'harford',
      branch: 'aberdeen',
      name: 'Aberdeen',
      fallback: aberdeen.fallback,
    });
    const address = `${on.app.url}/v1/libraries/harford/branches/bel-air`;
    const { headers } = await fetch(address);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    const again = await fetch(address, { headers: { 'if-none-match': headers.get('etag')! } });
    assert.deepEqual([again.status, await again.text()], [304, '']);
    await save([{ ...belAir!, fallback: { phone: '410-555-0102' } }]);
    await eventually(async () => (await answer('bel-air')).fallback.phone === '410-555-0102');
    assert.notEqual((await fetch(address)).headers.get('etag'), headers.get('etag'));
    assert.deepEqual(await faultOf(answer('aberdeen')), [404, 'unknown-branch', []]);
    assert.deepEqual(await faultOf(getBranch({ endpoint: on.app.url }, 'nowhere', 'bel-air')), [
      404,
      'unknown-library',
      [],
    ]);
    const rows = await on.app.database.db.selectFrom('branch').select(['id', 'removed']).orderBy('id').execute();
    assert.deepEqual(
      rows.filter(({ id }) => id !== 'rock-hall'),
      [
        { id: 'aberdeen', removed: true },
        { id: 'bel-air', removed: false },
      ],
    );
    assert.deepEqual(await importText(await exported()), { changes: [], warnings: [] });
    assert.ok('changes' in (await importText(TWO_LIBRARIES, true)));
  });

  test('registration: each fault is named by its field, and nothing is stored', async () => {
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'harford');
    const save = (edit: object) =>
      faultOf(
        saveLibraryRegistration(on.coordinator, 'harford', { registration: { ...registration, ...edit }, revision }),
      );
    for (const [edit, field] of [
      [{ name: ' ' }, 'name'],
      [{ branches: [{ id: 'a', name: 'A', fallback: { phone: 'none' } }] }, 'branches.0.fallback.phone'],
      [{ branches: [1, 2].map(() => ({ id: 'a', name: 'A', fallback: {} })) }, 'branches.1.id'],
      [{ zone: 'Maryland' }, 'zone'],
      [{ origins: ['https://*.libguides.com'], keyPages: [] }, 'origins.0'],
      [{ queues: {} }, 'queues'],
      [{ queues: { local: { queue: 'harfrod-desk' } } }, 'queues.local.queue'],
      [{ queues: { statewide: { queue: 'harford-desk' } } }, 'queues.statewide.queue'],
      [{ queues: { local: { queue: 'harford-desk', chat: 'http://chat.example' } } }, 'queues.local.chat'],
      [{ fallback: { form: 'javascript:alert(1)' } }, 'fallback.form'],
      [{ keyPages: [{ ...KEY_PAGE, name: 'Nothing' }] }, 'keyPages.0'],
      [{ keyPages: [{ ...KEY_PAGE, name: 'Other', origin: 'https://other.example' }] }, 'keyPages.0.origin'],
    ] as const)
      assert.deepEqual(await save(edit), [422, 'invalid-request', [`registration.${field}`]], JSON.stringify(edit));
    assert.deepEqual((await getLibraryRegistration(on.coordinator, 'harford')).registration, registration);

    const desk = await getDeskRegistration(on.coordinator, 'harford-desk');
    const saveDesk = (edit: object) =>
      faultOf(
        saveDeskRegistration(on.coordinator, 'harford-desk', {
          registration: { ...desk.registration, ...edit },
          revision: desk.revision,
        }),
      );
    for (const [edit, field] of [
      [{ tier: 'statewide' }, 'tier'],
      [{ tier: 'global' }, 'tier'],
      [{ languages: ['xx'] }, 'languages.0'],
      [{ presence: { kind: 'chatwoot', host: '127.0.0.1', inbox: 'x' } }, 'presence.host'],
    ] as const)
      assert.deepEqual((await saveDesk(edit))[2], [`registration.${field}`], JSON.stringify(edit));
  });

  test('registration: a library that is not live yet has its tag on the public page, which says so; patrons’ lists do not name it', async () => {
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'harford');
    const pageOf = async (path: string) => (await fetch(`${on.app.url}/${path}`)).text();
    assert.doesNotMatch(await pageOf('get?library=harford'), /not live yet/);
    const wanted = { registration: { ...registration, live: false }, revision };
    const stored = await saveLibraryRegistration(on.coordinator, 'harford', wanted);
    await eventually(() => on.app.registry.library('harford')?.live === false);
    const page = await pageOf('get?library=harford');
    for (const text of ['(not live yet)</option>', 'is not live yet', '&lt;ask-us-now library=&quot;harford&quot;'])
      assert.ok(page.includes(text), text);
    const { libraries } = await getLibraries({ endpoint: on.app.url });
    assert.ok(!libraries.some(({ id }) => id === 'harford'));
    assert.doesNotMatch(await pageOf('go/nowhere'), /go\/harford/);
    await saveLibraryRegistration(on.coordinator, 'harford', { registration, revision: stored.revision });
  });

  test('registration: of two who change one library the later learns what the other has stored', async () => {
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'harford');
    const save = (name: string) =>
      saveLibraryRegistration(on.coordinator, 'harford', { registration: { ...registration, name }, revision });
    const outcomes = await Promise.allSettled([save('One'), save('Two')]);
    const lost = outcomes.find((one) => one.status === 'rejected');
    assert.ok(lost?.reason instanceof ProblemError && lost.reason.problem.code === 'stale-revision');
    const { registration: stored } = lost.reason.problem.stored as StoredLibrary;
    assert.deepEqual(stored, (await getLibraryRegistration(on.coordinator, 'harford')).registration);
  });

  test('registration: the cooperative’s own settings are changed, and a file that would overwrite them says so', async () => {
    const { registration, revision } = await getCooperativeRegistration(on.coordinator);
    const save = (edit: Partial<CooperativeRegistration>) =>
      saveCooperativeRegistration(on.coordinator, { registration: { ...registration, ...edit }, revision });
    assert.deepEqual((await faultOf(save({ languages: ['xx'] })))[2], ['registration.languages.0']);
    assert.deepEqual((await faultOf(save({ urgent: { text: 'Call' } })))[2], ['registration.urgent']);
    assert.deepEqual((await faultOf(save({ pageWords: { hide: ['No'], show: [] } })))[2], [
      'registration.pageWords.hide.0',
    ]);
    const saved = await save({
      ...{ name: 'AskUsNow', languages: ['ko'], urgent: { text: 'Call 988.', phone: '988' } },
      ...{ afterClosingMin: 30, pageWords: { hide: ['ferrets'], show: [] }, note: 'By the board, in May.' },
    });
    assert.deepEqual(await getCooperativeRegistration(on.coordinator), saved);
    await eventually(() => on.app.registry.cooperativeName() === 'AskUsNow');
    assert.equal(on.app.registry.afterClosingMs(), 30 * 60_000);
    const refused = await importText(TWO_LIBRARIES);
    assert.ok('edited' in refused, JSON.stringify(refused));
    assert.match(refused.edited[0]!, /^cooperative, name: AskUsNow → Test cooperative/);
    assert.deepEqual(await importText(await exported()), { changes: [], warnings: [] });
  });

  test('registration: the coordinator alone reads and changes it, and each change is in the audit log', async () => {
    for (const ask of [
      () => getCooperativeRegistration(on.liaison),
      () => getLibraryRegistration(on.liaison, 'harford'),
      () => saveLibraryRegistration(on.liaison, 'harford', { registration: NEW, revision: 1 }),
      () => getDeskRegistration(on.liaison, 'harford-desk'),
    ])
      assert.deepEqual(await faultOf(ask()), [403, 'coordinator-only', []]);
    const entries = await on.app.database.db
      .selectFrom('audit_entry')
      .select(['subject', 'action'])
      .where('action', 'like', 'regist%')
      .orderBy('id')
      .execute();
    const seen = entries.map(({ subject, action }) => `${subject} ${action}`);
    for (const entry of [
      'queue:kent-desk registered',
      'library:kent registered',
      'library:cecil registration-changed',
      'library:cecil registration-ended',
    ])
      assert.ok(seen.includes(entry), entry);
  });
});
