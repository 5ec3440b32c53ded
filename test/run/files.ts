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
  'test/server/platform/data-folder-private.test.ts': "sets the process's umask",
  'test/server/sdk/sdk-watch-faults.test.ts': "listens to the process's unhandled rejections",
};

/** What measures time runs by itself, when all else has ended. */
export const TIMED: readonly string[] = [
  'test/server/cooperative/cooperative-read-in-worker.test.ts',
  'test/server/platform/event-loop-calendars.test.ts',
  'test/server/platform/event-loop-files.test.ts',
  'test/server/platform/event-loop-input.test.ts',
  'test/server/platform/event-loop-pages.test.ts',
  'test/server/platform/slow-reads.test.ts',
  'test/unit/cooperative/cooperative-yaml-traps.test.ts',
];

/** What `npm test` leaves to `npm run test:all`: why, and what holds its promise in `npm test`. */
export const WHOLE_ONLY: Readonly<Record<string, { why: string; heldBy: string }>> = {
  'test/journeys/frameworks.test.ts': {
    why: 'installs and builds eight frameworks',
    heldBy: 'journeys/host-script-ways, host-page-views',
  },
  'test/journeys/host-running-sites.test.ts': {
    why: 'runs DokuWiki, in three engines',
    heldBy: 'journeys/host-documents, host-page-views',
  },
  'test/journeys/host-sites.test.ts': {
    why: 'pages of thirty packages, in three engines',
    heldBy: 'journeys/host-documents, host-hidden, host-replaced-natives',
  },
  'test/journeys/host-webkit.test.ts': {
    why: 'every promise once more in WebKit',
    heldBy: 'journeys/host-documents, which the gate tries in WebKit, too',
  },
  'test/journeys/readme-screens.test.ts': {
    why: 'simulates a month',
    heldBy: 'server/simulation/simulation, which simulates three days',
  },
  'test/journeys/wordpress.test.ts': {
    why: 'runs WordPress and its database',
    heldBy: 'architecture/wordpress-plugin',
  },
  'test/server/cli/backup-commands.test.ts': {
    why: "walks a runbook's commands, each a process",
    heldBy: 'server/platform/backup-round-trip, backup-file',
  },
  'test/server/coverage/presence-ejabberd.test.ts': {
    why: 'runs a chat server',
    heldBy: 'server/coverage/presence-line, which runs both chat servers',
  },
  'test/server/coverage/presence-prosody.test.ts': {
    why: 'runs a chat server',
    heldBy: 'server/coverage/presence-line, which runs both chat servers',
  },
  'test/server/platform/backup-under-load.test.ts': {
    why: 'a long load on both engines',
    heldBy: 'server/platform/backup-round-trip',
  },
  'test/server/platform/cluster.test.ts': {
    why: 'two Postgres, a pooler and two servers through a promotion',
    heldBy: 'server/visibility/ingest-standby, server/platform/database-away, clocks-two-nodes',
  },
  'test/server/platform/data-folder-damaged.test.ts': {
    why: 'damages a folder in twenty ways, each a start of the server',
    heldBy: 'server/platform/data-folder, integrity',
  },
  'test/server/platform/disk-full.test.ts': {
    why: 'fills disks on both engines',
    heldBy: 'server/platform/database-away, start-failures',
  },
  'test/server/platform/event-loop-input.test.ts': {
    why: 'waits for polls, by itself',
    heldBy: 'server/platform/event-loop-pages, event-loop-calendars, event-loop-files',
  },
  'test/server/platform/slow-reads.test.ts': {
    why: 'holds a database for its time limits, twice on both engines, by itself',
    heldBy: 'server/help/assistance-busy, server/platform/database-silent',
  },
};
