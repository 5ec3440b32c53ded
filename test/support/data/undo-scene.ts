// What tests of an undo do: a coordinator changes harford on its page, something is counted, the change is taken back.
import assert from 'node:assert/strict';
import {
  getLibraryRegistration,
  saveLibraryRegistration,
  undoLibraryRegistration,
  type Connection,
} from '@askusnow/sdk';
import type { EventBatch, LibraryRegistration, StoredLibrary } from '@askusnow/sdk/contract';
import { BROWSERS } from '../../../server/src/simulation/traffic.ts';
import type { TestApp } from '../app/app.ts';
import type { ManualClock } from '../app/clock.ts';
import { problemOf } from '../app/requests.ts';
import { aBatch } from './event-batch.ts';

/** `on`: the fixture, which is read as each is called. */
export const undoScene = (on: { app: TestApp; clock: ManualClock; coordinator: Connection }) => {
  const read = (library = 'harford') => getLibraryRegistration(on.coordinator, library);
  return {
    read,
    /** `done`, or the status, the code and the fields of the refusal. */
    codeOf: (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'done',
        async () => {
          const { status, code, fields } = await problemOf(asked);
          return [status, code, ...fields].join(' ');
        },
      ),
    save: async (edit: Partial<LibraryRegistration>, as = on.coordinator): Promise<StoredLibrary> => {
      const { registration, revision } = await read();
      return saveLibraryRegistration(as, 'harford', { registration: { ...registration, ...edit }, revision });
    },
    undo: ({ id, revision }: { id: string; revision: number }) =>
      undoLibraryRegistration(on.coordinator, id, { revision }),
    count: async (origin: string, more: Partial<EventBatch> = {}): Promise<void> => {
      const body = JSON.stringify(aBatch({ at: on.clock.now(), ...more }));
      const headers = { origin, 'content-type': 'text/plain', 'user-agent': BROWSERS.desktop };
      const { status } = await fetch(`${on.app.url}/v1/events`, { method: 'POST', headers, body });
      assert.equal(status, 202);
    },
  };
};
