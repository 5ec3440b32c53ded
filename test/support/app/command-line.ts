// What files of tests of commands have in common.
import { rmSync } from 'node:fs';
import { after, before } from 'node:test';
import { COOPERATIVE_FILE } from '../data/cooperative-file.ts';
import { createTestDataDir } from './database.ts';
import { temporaryFolder, type Environment } from './process.ts';

/** A folder for files, in it a cooperative's file that is right, and a `DATA_DIR` with the tables once tests run; all go with them. */
export function commandLine(): { files: ReturnType<typeof temporaryFolder>; right: string; environment: Environment } {
  const files = temporaryFolder();
  const environment: Environment = {};
  before(async () => {
    environment['DATA_DIR'] = await createTestDataDir();
  });
  after(() => {
    files.remove();
    rmSync(environment['DATA_DIR']!, { recursive: true, force: true });
  });
  return { files, right: files.write('right.yaml', COOPERATIVE_FILE), environment };
}
