// What files of tests of commands have in common.
import { after, before } from 'node:test';
import { COOPERATIVE_FILE } from '../data/cooperative-file.ts';
import { createTestStore, variablesOf, GATE_ENGINE, type TestStore } from './database.ts';
import { temporaryFolder, type Environment } from './process.ts';

/** A folder for files, in it a cooperative's file that is right, and a database with the tables once tests run; all go with them. */
export function commandLine(engine = GATE_ENGINE): {
  files: ReturnType<typeof temporaryFolder>;
  right: string;
  environment: Environment;
} {
  const files = temporaryFolder();
  const environment: Environment = {};
  let store: TestStore;
  before(async () => {
    store = await createTestStore(engine);
    Object.assign(environment, variablesOf(store.config));
  });
  after(async () => {
    files.remove();
    await store.remove();
  });
  return { files, right: files.write('right.yaml', COOPERATIVE_FILE), environment };
}
