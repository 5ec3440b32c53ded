// In:    the folder of the embedded database, before and after it opens.
// Out:   nothing, or an error with the damage and what an operator can do.
// Never: changes the folder, or replaces a damaged database by an empty one.
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { DataDirUnusableError } from './private-folder.ts';

/** The database in the folder is damaged or incomplete. */
export class DataDirDamagedError extends Error {
  override name = 'DataDirDamagedError';
  /** `otherwise`: what to do without a backup. */
  constructor(
    folder: string,
    damage: string,
    otherwise = 'or, to start with an empty database, set DATA_DIR to an empty folder',
  ) {
    super(
      `DATA_DIR: the database in ${folder} is damaged: ${damage}. ` + `Restore DATA_DIR from a backup; ${otherwise}.`,
    );
  }
}

/** DATA_DIR was used before, but its database folder is gone: moved, removed, or on a disk that is not mounted. */
export const missingDatabase = (folder: string): DataDirDamagedError =>
  new DataDirDamagedError(folder, 'the folder is missing, though there was a database in it');

/** Postgres writes this file first: without it PGlite would create a new database over the old files. */
const VERSION_FILE = 'PG_VERSION';
/** The commit state of transactions: zeros there would silently undo them. */
const STATES = 'pg_xact';
const PAGE_BYTES = 8192;

/** Call it before the folder is opened. PGlite treats a folder without a version as new. */
export function assertLooksWhole(folder: string): void {
  const file = join(folder, VERSION_FILE);
  if (!existsSync(file)) throw new DataDirDamagedError(folder, `its file ${VERSION_FILE} is missing`);
  if (!/^\d+\n?$/.test(readFileSync(file, 'latin1')))
    throw new DataDirDamagedError(folder, `its file ${VERSION_FILE} does not hold a version`);
  const oldest = existsSync(join(folder, STATES)) ? readdirSync(join(folder, STATES)).sort()[0] : undefined;
  if (oldest !== undefined && readFirstPage(join(folder, STATES, oldest)).isZero)
    throw new DataDirDamagedError(folder, `its file ${STATES}/${oldest} holds zeros only`);
}

/** The system's errors in a C library's words, and as Emscripten numbers them; any other error means damage. */
const SYSTEM_FAULTS = {
  ENOSPC: { words: 'No space left on device', errno: 51 },
  EROFS: { words: 'Read-only file system', errno: 69 },
  EACCES: { words: 'Permission denied', errno: 2 },
  // Of WebAssembly, of Node and of the system: each says "memory".
  ENOMEM: { words: 'memory', errno: 48 },
};

/** The reason that Postgres did not start: its log lines, without time and process. */
export function whyNotOpened(folder: string, written: readonly string[], error: unknown): Error {
  const lines = written.map((line) => line.replace(/^.*?\b(?:FATAL|PANIC|ERROR|DETAIL): +/, ''));
  const said = lines.filter((line) => !/\bLOG: |HINT: |^Aborted\(/.test(line)).join('; ');
  // Emscripten's file system throws a number without a message.
  const { message = 'unknown fault', errno } = error as { message?: string; errno?: number };
  const text = `${said} ${message}`;
  const isFault = ({ words, errno: number }: { words: string; errno: number }) =>
    text.includes(words) || errno === number;
  const code = Object.entries(SYSTEM_FAULTS).find(([, fault]) => isFault(fault))?.[0];
  if (code !== undefined) return new DataDirUnusableError(folder, Object.assign(new Error(said), { code }));
  return new DataDirDamagedError(folder, `Postgres cannot start on it (${said || message})`);
}

interface Relation {
  name: string;
  /** Below the data folder. */
  path: string;
  /** btree, heap, or null for a sequence. */
  method: string | null;
  /** Of an index: the table's path. */
  table: string | null;
  /** One of our own small tables with a key: read completely. */
  readable: boolean;
}

/** 1 MiB: a few milliseconds each. The start check always reads the counters of the last two days. */
const MAX_READ_PAGES = 128;

/** Without temporary tables: a killed process leaves theirs as they are, and Postgres drops them with the next. */
const RELATIONS = `
  select c.oid::regclass::text as name, pg_relation_filepath(c.oid) as path, am.amname as method,
    pg_relation_filepath(i.indrelid) as "table",
    c.relkind = 'r' and c.oid >= 16384 and pg_relation_size(c.oid) <= ${MAX_READ_PAGES * PAGE_BYTES}
      and exists (select from pg_index k where k.indrelid = c.oid and k.indisprimary) as readable
  from pg_class c left join pg_am am on am.oid = c.relam left join pg_index i on i.indexrelid = c.oid
  where c.relkind in ('r', 'i', 'S', 't', 'm') and c.relpersistence <> 't'`;

/** Catalog rows that refer to missing catalog rows. */
const INCOMPLETE = `
  select coalesce(
    (select 'the table ' || relname || ' lacks columns' from pg_class c
     where relkind in ('r', 'p') and relnatts <> (select count(*) from pg_attribute where attrelid = c.oid and attnum > 0)
     limit 1),
    (select 'the table of the type ' || typname || ' is missing' from pg_type
     where typrelid <> 0 and not exists (select from pg_class where oid = typrelid) limit 1),
    (select 'a table of an index is missing' from pg_index
     where not exists (select from pg_class where oid = indrelid) limit 1)
  ) as damage`;

interface FirstPage {
  isZero: boolean;
  /**
   * The file ends within a page that holds data. Postgres adds a page as zeros, and a kill can leave half of it: that is
   * no damage, Postgres does not count such an end and writes over it.
   */
  isCut: boolean;
  page: Buffer;
}

const holdsZeros = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

function readFirstPage(file: string): FirstPage {
  const handle = openSync(file, 'r');
  try {
    const page = Buffer.alloc(PAGE_BYTES);
    readSync(handle, page, 0, PAGE_BYTES, 0);
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(size % PAGE_BYTES);
    readSync(handle, end, 0, end.length, size - end.length);
    return { isZero: holdsZeros(page), isCut: !holdsZeros(end), page };
  } finally {
    closeSync(handle);
  }
}

/** BTMetaPageData in the first page of a btree: magic, version, root. Root 0: never had an entry. */
const BTREE = { magicAt: 24, magic: 0x0005_3162, rootAt: 32 };
const isBtree = ({ page }: FirstPage): boolean => page.readUInt32LE(BTREE.magicAt) === BTREE.magic;

function damageOfFiles(folder: string, relations: readonly Relation[]): string | null {
  const pages = new Map<string, FirstPage>();
  for (const { name, path } of relations) {
    const file = join(folder, path);
    if (!existsSync(file)) return `the file ${path} of ${name} is missing`;
    const first = readFirstPage(file);
    if (first.isCut) return `the file ${path} of ${name} is cut short`;
    pages.set(path, first);
  }
  for (const { name, path, method, table } of relations) {
    const first = pages.get(path)!;
    if (method === 'btree' && !isBtree(first)) return `the file ${path} of the index ${name} holds no index`;
    if (method === null && first.isZero) return `the file ${path} of ${name} holds zeros only`;
    const rows = table === null ? undefined : pages.get(table);
    // PGlite does not vacuum: a table that ever had rows has pages with data.
    if (method === 'btree' && rows?.isZero && first.page.readUInt32LE(BTREE.rootAt) !== 0)
      return `the file ${table} is empty, though the index ${name} of it is not`;
  }
  return null;
}

/** Call it after opening: recovery has run, so the files match what Postgres expects. */
export async function assertWhole(folder: string, pglite: PGlite): Promise<void> {
  try {
    const { rows: relations } = await pglite.query<Relation>(RELATIONS);
    const { rows } = await pglite.query<{ damage: string | null }>(INCOMPLETE);
    const damage = rows[0]?.damage ?? damageOfFiles(folder, relations);
    if (damage) throw new DataDirDamagedError(folder, damage);
    const counts = relations.filter(({ readable }) => readable).map(({ name }) => `(select count(*) from ${name})`);
    if (counts.length === 0) return;
    // Read by key: only an index scan misses a row whose page is gone.
    await pglite.exec(
      `begin; set local enable_seqscan = off; set local enable_bitmapscan = off; select ${counts.join(', ')}; commit`,
    );
  } catch (error) {
    if (error instanceof DataDirDamagedError) throw error;
    throw new DataDirDamagedError(folder, (error as Error).message);
  }
}
