import { createStoreCommands, type StoreCommands, type StoreDeps } from '../../../server/src/cli/store-commands.ts';
import { backUp } from '../../../server/src/schema-operations.ts';

/** The command line's operations on a test's own database. */
export const createTestCommands = (deps: Omit<StoreDeps, 'backUp'>): StoreCommands =>
  createStoreCommands({ ...deps, backUp });
