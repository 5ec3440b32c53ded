// Which test files there are, and how each is run.
import { globSync } from 'node:fs';

/** The folders of test files; a suite is a folder. */
export const FOLDERS = ['unit', 'architecture', 'server', 'journeys'] as const;
export type Folder = (typeof FOLDERS)[number];

export const filesOf = (folder: Folder): string[] => globSync(`test/${folder}/**/*.test.ts`).sort();
export const folderOf = (file: string): Folder => file.split('/')[1] as Folder;

/** Each has a process of its own. */
export const OWN_PROCESS: Readonly<Record<string, string>> = {
  'test/unit/widget/widget-view.test.ts': "sets the process's time zone",
  'test/unit/dashboard/dashboard-live-region.test.ts': "replaces the process's timers",
  'test/server/sdk/sdk-watch-faults.test.ts': "listens to the process's unhandled rejections",
};

/** What measures time runs by itself, when all else has ended. */
export const TIMED: readonly string[] = [
  'test/server/cooperative/cooperative-read-in-worker.test.ts',
  'test/server/platform/event-loop-calendars.test.ts',
  'test/server/platform/event-loop-files.test.ts',
  'test/server/platform/event-loop-input.test.ts',
  'test/server/platform/event-loop-pages.test.ts',
  'test/unit/cooperative/cooperative-yaml-traps.test.ts',
];

/** What `npm test` leaves to `npm run test:all`, and why; what stands for it in `npm test`. */
export const WHOLE_ONLY: Readonly<Record<string, { why: string; heldBy: string }>> = {};
