// What was registered is in the next answer of the server that stored it, before any notification can arrive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  getCooperativeRegistration,
  getDeskRegistration,
  getMeetings,
  getSession,
  saveCooperativeRegistration,
  saveDeskRegistration,
  undoCooperativeRegistration,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';

const TIMES = 20;

withApp({ now: '2026-11-23T15:00:00.000Z', as: { coordinator: ['coordinator'] } }).describe(
  'registration, read back',
  (on) => {
    const closedDays = async (): Promise<string[]> =>
      (await getMeetings(on.coordinator)).holidays.map(({ name }) => name);

    test('registration: the cooperative’s closed days are in the next answer, and an undo is too', async () => {
      const day = new Date(on.clock.now()).toISOString().slice(0, 10);
      for (let at = 0; at < TIMES; at++) {
        const read = await getCooperativeRegistration(on.coordinator);
        const holidays = [{ date: day, name: `Day ${at}` }];
        const { revision } = await saveCooperativeRegistration(on.coordinator, {
          registration: { ...read.registration, holidays },
          revision: read.revision,
        });
        assert.deepEqual(await closedDays(), [`Day ${at}`]);
        await undoCooperativeRegistration(on.coordinator, { revision });
        assert.deepEqual(await closedDays(), []);
      }
    });

    test('registration: a shared desk’s new name is in the next answer', async () => {
      for (let at = 0; at < TIMES; at++) {
        const { registration, revision } = await getDeskRegistration(on.coordinator, 'statewide');
        const name = `Desk ${at}`;
        await saveDeskRegistration(on.coordinator, 'statewide', {
          registration: { ...registration, name },
          revision,
        });
        const { sharedDesks } = await getSession(on.coordinator);
        assert.equal(sharedDesks.find(({ id }) => id === 'statewide')?.name, name);
      }
    });
  },
);
