// In:    a folder.
// Out:   the embedded Postgres on that folder.
// Never: shares a folder between two processes: db/lock.ts rejects the second.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import {
  PGliteAdapter,
  PGliteDialect,
  PGliteDriver,
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
} from 'kysely';
import { createYielder } from '../yield-event-loop.ts';
import { createHub } from './changes.ts';
import { CHANNEL, type Database } from './database.ts';
import { forPurposes } from './for-purposes.ts';
import type { Purpose } from './purpose.ts';
import { createSessionQueue, type SessionQueue } from './session-queue.ts';
import { assertLooksWhole, assertWhole, missingDatabase, whyNotOpened } from './whole-database.ts';
import { PrivateNodeFS } from './private-files.ts';
import { DataDirUnusableError } from './private-folder.ts';
import { PGLITE_PARSERS, SESSION_ZONE } from './value-types.ts';

/** PGlite's folder inside DATA_DIR. */
export const pgliteFolder = (dataDir: string): string => join(dataDir, 'pglite');

/** Errors: {@link DataDirUnusableError} if this user may not look into DATA_DIR. */
export function hasPglite(dataDir: string): boolean {
  try {
    return statSync(pgliteFolder(dataDir), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new DataDirUnusableError(dataDir, error);
  }
}

/** The empty database that `npm run build` made for this version of PGlite; if it is missing, initdb takes seconds. */
function emptyDatabase(): Blob | undefined {
  const manifest = readFileSync(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const file = new URL(`../../../dist/empty-database-${version}.tar.gz`, import.meta.url);
  return existsSync(file) ? new Blob([readFileSync(file)]) : undefined;
}

async function createPglite(dataDir: string): Promise<PGlite> {
  // 0700: the data is no secret, but write access would change what a liaison reads.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = pgliteFolder(dataDir);
  const making = `${folder}.making`;
  // A process that ended here left an incomplete database; nothing in it was acknowledged.
  if (existsSync(making)) rmSync(folder, { recursive: true, force: true });
  const isNew = !existsSync(folder);
  const marker = `${folder}.made`;
  if (!isNew) assertLooksWhole(folder);
  else if (existsSync(marker) && !existsSync(making)) throw missingDatabase(folder);
  else writeFileSync(making, '');
  const pglite = await startPglite(folder, isNew);
  try {
    if (isNew) rmSync(making);
    else await assertWhole(folder, pglite);
    if (!existsSync(marker)) writeFileSync(marker, MARKER_TEXT, { mode: 0o600 });
    return pglite;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

/** Stored beside the database's folder, so that a start without that folder is not mistaken for the first start. */
const MARKER_TEXT =
  'AskUsNow has made a database in the folder pglite beside this file. Without it no start makes another.\n';

/**
 * Postgres fills its page cache with zeros as it starts: the default of 128 MB would be a quarter of a server's memory, and what
 * this one does not hold comes from the machine's own cache of files.
 */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

async function startPglite(folder: string, isNew: boolean): Promise<PGlite> {
  const written: string[] = [];
  let isOpen = false;
  const onStderr = (line: string): boolean => isOpen || written.push(line) > 0;
  const loadDataDir = isNew ? emptyDatabase() : undefined;
  const options = { fs: new PrivateNodeFS(folder), parsers: PGLITE_PARSERS, startParams: START_PARAMS, onStderr };
  try {
    return await PGlite.create({ ...options, ...(loadDataDir && { loadDataDir }) });
  } catch (error) {
    throw whyNotOpened(folder, written, error);
  } finally {
    isOpen = true;
  }
}

/** A statement runs on the thread that answers patrons: yield to them before the next statement of its transaction. */
const yieldBetweenStatements = async (connection: DatabaseConnection): Promise<void> => {
  const execute: DatabaseConnection['executeQuery'] = connection.executeQuery.bind(connection);
  const yieldIfDue = createYielder();
  connection.executeQuery = async <Row>(query: CompiledQuery, options?: AbortableOperationOptions) => {
    const result = await execute<Row>(query, options);
    if (yieldIfDue.isDue()) await yieldIfDue();
    return result;
  };
};

/** Kysely's driver; each query and each transaction waits in the queue for the one session. */
class QueuedPgliteDriver extends PGliteDriver {
  readonly #queue: SessionQueue;
  readonly #purpose: Purpose;
  #release: (() => void) | undefined;

  constructor(pglite: PGlite, queue: SessionQueue, purpose: Purpose) {
    super({ pglite, onCreateConnection: yieldBetweenStatements });
    this.#queue = queue;
    this.#purpose = purpose;
  }

  override async acquireConnection() {
    this.#release = await this.#queue.acquire(this.#purpose);
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection();
    this.#release?.();
  }

  /** The session is shared: `close` of the database ends it. */
  override async destroy(): Promise<void> {}
}

/** The queue is the mutex: Kysely's own would bypass precedence and limits. */
class QueuedPgliteAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class QueuedPgliteDialect extends PGliteDialect {
  readonly #createDriver: () => QueuedPgliteDriver;

  constructor(pglite: PGlite, queue: SessionQueue, purpose: Purpose) {
    super({ pglite });
    this.#createDriver = () => new QueuedPgliteDriver(pglite, queue, purpose);
  }

  override createDriver(): QueuedPgliteDriver {
    return this.#createDriver();
  }

  override createAdapter(): QueuedPgliteAdapter {
    return new QueuedPgliteAdapter();
  }
}

export async function openPglite(dataDir: string, onError: (error: Error) => void): Promise<Database> {
  const pglite = await createPglite(dataDir);
  // Otherwise PGlite fills each new 16 MB log file with zeros at once, and patrons wait for 40 to 80 ms.
  await pglite.exec(`set timezone to '${SESSION_ZONE}'; set wal_init_zero to off`);
  const hub = createHub(onError);
  await pglite.listen(CHANNEL, hub.notify);
  const queue = createSessionQueue(1, { isInProcess: true });
  return forPurposes({
    kind: 'pglite',
    hub,
    dialectFor: (purpose) => new QueuedPgliteDialect(pglite, queue, purpose),
    loadOf: (purpose) => ({
      waiting: queue.waitingCount(purpose),
      refused: queue.refusedCount(purpose),
      destroyed: 0,
    }),
    async close() {
      if (!pglite.closed) await pglite.close();
    },
  });
}
