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
  'test/server/platform/patroni.test.ts',
  'test/server/platform/slow-reads.test.ts',
  'test/unit/cooperative/cooperative-yaml-traps.test.ts',
];

/** What `npm test` leaves to `npm run test:all`: why, and what holds its promise in `npm test`. */
export const WHOLE_ONLY: Readonly<Record<string, { why: string; heldBy: readonly string[] }>> = {
  'test/architecture/packages-types.test.ts': {
    why: 'fetches a checker of types',
    heldBy: ['test/architecture/packages.test.ts'],
  },
  'test/journeys/frameworks.test.ts': {
    why: 'installs and builds eight frameworks',
    heldBy: ['test/journeys/host-script-ways.test.ts', 'test/journeys/host-page-views.test.ts'],
  },
  'test/server/serving/containers.test.ts': {
    why: 'builds an image, and runs it with others',
    heldBy: ['test/server/serving/operations-files.test.ts'],
  },
  'test/journeys/host-running-sites.test.ts': {
    why: 'runs DokuWiki, in three engines',
    heldBy: ['test/journeys/host-documents.test.ts', 'test/journeys/host-page-views.test.ts'],
  },
  'test/journeys/host-sites.test.ts': {
    why: 'pages of thirty packages, in three engines',
    heldBy: [
      'test/journeys/host-documents.test.ts',
      'test/journeys/host-hidden.test.ts',
      'test/journeys/host-replaced-natives.test.ts',
    ],
  },
  'test/journeys/host-webkit.test.ts': {
    why: 'every promise once more in WebKit',
    heldBy: ['test/journeys/host-documents.test.ts'],
  },
  'test/journeys/parts-look.test.ts': {
    why: 'photographs each part in eight looks, of two commits',
    heldBy: ['test/journeys/parts.test.ts'],
  },
  'test/journeys/simulated-pages.test.ts': {
    why: 'simulates a month',
    heldBy: ['test/server/simulation/simulation.test.ts'],
  },
  'test/journeys/wordpress.test.ts': {
    why: 'runs WordPress and its database',
    heldBy: ['test/architecture/wordpress-plugin.test.ts'],
  },
  'test/server/cli/backup-commands.test.ts': {
    why: "walks a runbook's commands, each a process",
    heldBy: ['test/server/platform/backup-round-trip.test.ts', 'test/server/platform/backup-file.test.ts'],
  },
  'test/server/coverage/presence-ejabberd.test.ts': {
    why: 'runs a chat server',
    heldBy: ['test/server/coverage/presence-line.test.ts'],
  },
  'test/server/coverage/presence-prosody.test.ts': {
    why: 'runs a chat server',
    heldBy: ['test/server/coverage/presence-line.test.ts'],
  },
  'test/server/platform/backup-under-load.test.ts': {
    why: 'a long load on both engines',
    heldBy: ['test/server/platform/backup-round-trip.test.ts'],
  },
  'test/server/platform/cluster.test.ts': {
    why: 'two Postgres, a pooler and two servers through a promotion',
    heldBy: [
      'test/server/visibility/ingest-standby.test.ts',
      'test/server/platform/database-away.test.ts',
      'test/server/platform/clocks-two-nodes.test.ts',
    ],
  },
  'test/server/platform/data-folder-damaged.test.ts': {
    why: 'damages a folder in twenty ways, each a start of the server',
    heldBy: ['test/server/platform/data-folder.test.ts', 'test/server/platform/integrity.test.ts'],
  },
  'test/server/platform/disk-full.test.ts': {
    why: 'fills disks on both engines',
    heldBy: ['test/server/platform/database-away.test.ts', 'test/server/platform/start-failures.test.ts'],
  },
  'test/server/platform/event-loop-input.test.ts': {
    why: 'waits for polls, by itself',
    heldBy: [
      'test/server/platform/event-loop-pages.test.ts',
      'test/server/platform/event-loop-calendars.test.ts',
      'test/server/platform/event-loop-files.test.ts',
    ],
  },
  'test/server/platform/patroni.test.ts': {
    why: 'three Patroni, three etcd, a proxy and two servers through three promotions, by itself',
    heldBy: [
      'test/server/serving/operations-files.test.ts',
      'test/server/visibility/ingest-standby.test.ts',
      'test/server/platform/database-away.test.ts',
    ],
  },
  'test/server/platform/slow-reads.test.ts': {
    why: 'holds a database for its time limits, twice on both engines, by itself',
    heldBy: ['test/server/help/assistance-busy.test.ts', 'test/server/platform/database-silent.test.ts'],
  },
  'test/unit/cli/completions-zsh.test.ts': {
    why: 'needs zsh',
    heldBy: ['test/unit/cli/completions.test.ts'],
  },
  'test/unit/visibility/statistics-worlds.test.ts': {
    why: 'draws 2,000 studies in each of thirty worlds',
    heldBy: ['test/unit/visibility/standard-change.test.ts', 'test/unit/visibility/standard-rule-effect.test.ts'],
  },
};
