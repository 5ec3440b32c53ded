// Many libraries are registered at once, with their desks: all of them or none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getAvailability, previewNewRegistrations, ProblemError, saveNewRegistrations } from '@askusnow/sdk';
import type { LibraryRegistration } from '@askusnow/sdk/contract';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { withApp } from '../../support/app/fixture.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { eventually } from '../../support/waiting.ts';

const ZONE = 'America/New_York';
const ids = Array.from({ length: 24 }, (_each, at) => `many-${at}`);
const desk = (id: string) => ({ id, registration: { name: id, tier: 'local', zone: ZONE } as const });
const library = (id: string, edit: Partial<LibraryRegistration> = {}) => ({
  id,
  registration: {
    ...{
      name: id,
      zone: ZONE,
      live: true,
      origins: [],
      fallback: { phone: '410-555-0100' },
      branches: [],
      keyPages: [],
    },
    ...{ queues: { local: { queue: `${id}-desk` }, statewide: { queue: 'statewide' } } },
    ...edit,
  },
});
const WANTED = { desks: ids.map((id) => desk(`${id}-desk`)), libraries: ids.map((id) => library(id)) };

withApp({ as: { coordinator: ['coordinator'], liaison: ['liaison', 'harford'] } }).describe(
  'new registrations',
  (on) => {
    const problemOf = (asked: Promise<unknown>): Promise<[number, string | undefined, string[]]> =>
      asked.then(
        () => assert.fail('not refused'),
        (error: unknown) => {
          assert.ok(error instanceof ProblemError, String(error));
          const { status, code, errors } = error.problem;
          return [status, code, (errors ?? []).map(({ field }) => field)];
        },
      );
    const exported = (): Promise<string> => exportCooperative(on.app.database.db);
    const entries = async (): Promise<number> =>
      (await on.app.database.db.selectFrom('audit_entry').select('id').where('action', '=', 'registered').execute())
        .length;

    test('new registrations: one that is wrong stops all of them, and every fault is named by its entry', async () => {
      const stored = await exported();
      const wrong = {
        desks: WANTED.desks.slice(1),
        libraries: WANTED.libraries.with(5, library('harford')).with(7, library('many-7', { zone: 'Maryland' })),
      };
      const faults = [
        422,
        'invalid-request',
        ['libraries.0.registration.queues.local.queue', 'libraries.5.id', 'libraries.7.registration.zone'],
      ];
      assert.deepEqual(await problemOf(previewNewRegistrations(on.coordinator, wrong)), faults);
      assert.deepEqual(await problemOf(saveNewRegistrations(on.coordinator, wrong)), faults);
      assert.equal(await exported(), stored);
      assert.equal(await entries(), 0);
    });

    test('new registrations: a preview stores nothing; all are added in one; sent again nothing is added', async () => {
      const stored = await exported();
      assert.deepEqual(await previewNewRegistrations(on.coordinator, WANTED), { desks: 24, libraries: 24 });
      assert.equal(await exported(), stored);
      assert.deepEqual(await saveNewRegistrations(on.coordinator, WANTED), { desks: 24, libraries: 24 });
      const answer = () => getAvailability({ endpoint: on.app.url }, 'many-23');
      await eventually(() =>
        answer().then(
          () => true,
          () => false,
        ),
      );
      assert.equal(await entries(), 48);
      assert.deepEqual(await saveNewRegistrations(on.coordinator, WANTED), { desks: 0, libraries: 0 });
      assert.equal(await entries(), 48);
      const options = { ...importOptions, replace: false };
      assert.deepEqual(await importCooperative(on.app.database, await exported(), options), {
        changes: [],
        warnings: [],
      });
    });

    test('new registrations: the coordinator alone registers', async () => {
      assert.deepEqual(await problemOf(saveNewRegistrations(on.liaison, WANTED)), [403, 'coordinator-only', []]);
      assert.deepEqual(await problemOf(previewNewRegistrations(on.liaison, WANTED)), [403, 'coordinator-only', []]);
    });
  },
);
