// In:    an open database.
// Out:   what the command line does to it, each command one function.
// Never: knows whether it was called here or through the server's socket.
import type { Role } from '@askusnow/sdk/contract';
import { invite, InviteError } from '../accounts/invite.ts';
import type { Clock } from '../clock.ts';
import { exportCooperative } from '../cooperative/export.ts';
import { importCooperative } from '../cooperative/import.ts';
import type { Database } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { reconcile, type Reconciliation } from '../ingest/reconcile.ts';

export type ImportResult = Awaited<ReturnType<typeof importCooperative>>;

/** Arguments and results are JSON: they may travel. */
export interface StoreCommands {
  migrate(): Promise<string[]>;
  import(request: { fileName: string; text: string; replace: boolean }): Promise<ImportResult>;
  export(): Promise<string>;
  verify(): Promise<Reconciliation>;
  invite(request: {
    role: Role;
    libraries: string[];
    queues?: string[];
    label: string | null;
  }): Promise<{ token: string } | { refused: string }>;
}

export interface StoreDeps {
  database: Database;
  clock: Clock;
  publicUrl: string;
  /** Hosts of the deployment's own that presence may be asked of; absent: public ones only. */
  egressAllow?: readonly string[];
}

const BY = 'command line';

export function createStoreCommands({ clock, publicUrl, egressAllow, ...deps }: StoreDeps): StoreCommands {
  // Somebody waits at a terminal for it: it may take its time, and goes after everything else.
  const database = deps.database.for('maintenance');
  return {
    migrate: () => migrateToLatest(database.db),
    import: ({ fileName, text, replace }) =>
      importCooperative(database, text, {
        fileName,
        variables: { PUBLIC_URL: publicUrl },
        ...(egressAllow && { egressAllow }),
        replace,
        by: BY,
        nowMs: clock.now(),
      }),
    export: () => exportCooperative(database.db),
    verify: () => reconcile(database.db, clock.now()),
    async invite(invitation) {
      try {
        return { token: await invite(database.db, { ...invitation, clock }) };
      } catch (error) {
        if (error instanceof InviteError) return { refused: error.message };
        throw error;
      }
    },
  };
}
