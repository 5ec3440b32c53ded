// In:    the path of a backup.
// Out:   its manifest and its rows, page by page; `BackupUnusableError` for a file that is cut, altered, foreign or newer.
// Never: more than a page in memory; touches a database.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  BackupUnusableError,
  FORMAT,
  HEAD,
  type BackupSummary,
  type End,
  type Manifest,
  type TableEnd,
  type TableStart,
} from './backup-file.ts';

/** More than any row has. Units: bytes. */
const MAX_LINE_BYTES = 256 * 2 ** 20;
/** Rows are handed on in pages of about this size. Units: characters. */
const PAGE_CHARS = 256 * 1024;
/** A gzip without a name, a comment or a time, as zlib writes it. Its next two bytes name the system. RFC 1952. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);

export type BackupPart = { manifest: Manifest } | { table: string; lines: string[] } | { end: TableEnd };

const NOT_OURS = 'is no file that "askusnow backup" has made';
const CUT = 'is cut short';
const altered = (what: string): string => `was damaged or altered: ${what}`;

/** The file's lines as bytes are read; all of its bytes belong to the gzip. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new BackupUnusableError(file, `cannot be read (${error.code ?? 'unknown fault'})`);
  });
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP_HEAD.length), 0, GZIP_HEAD.length, 0);
    if (bytesRead < GZIP_HEAD.length && GZIP_HEAD.subarray(0, bytesRead).equals(buffer.subarray(0, bytesRead)))
      throw new BackupUnusableError(file, CUT);
    if (!buffer.equals(GZIP_HEAD)) throw new BackupUnusableError(file, NOT_OURS);
    const gunzip = createGunzip();
    // By its handle: a stream that fails closes the file, and closing it again must not close another.
    const read = pipeline(handle.createReadStream({ start: 0 }), gunzip);
    // Its error is the loop's, too.
    read.catch(() => undefined);
    let rest: Buffer = Buffer.alloc(0);
    let isFirst = true;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      if (isFirst && !HEAD.startsWith(chunk.toString('latin1', 0, HEAD.length)))
        throw new BackupUnusableError(file, NOT_OURS);
      isFirst = false;
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf('\n') + 1;
      rest = bytes.subarray(end);
      if (rest.length > MAX_LINE_BYTES) throw new BackupUnusableError(file, NOT_OURS);
      if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
    }
    if (rest.length > 0) throw new BackupUnusableError(file, altered('its last line has no end'));
    if (gunzip.bytesWritten !== size) throw new BackupUnusableError(file, altered('something follows its end'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new BackupUnusableError(file, CUT);
    if (code?.startsWith('Z_')) throw new BackupUnusableError(file, altered((error as Error).message));
    throw error;
  } finally {
    await handle.close();
  }
}

function readManifest(file: string, line: string): Manifest {
  const manifest = parse<Manifest>(file, line);
  if (Number(manifest.askusnowBackup) > FORMAT)
    throw new BackupUnusableError(
      file,
      `was made by a newer version of askusnow (${manifest.version}). Restore it with that version, or a newer one.`,
    );
  // A changed bit may leave JSON, and the hash of the whole comes last.
  if (!Array.isArray(manifest.tables) || !Array.isArray(manifest.migrations))
    throw new BackupUnusableError(file, altered('its first line lacks its tables or migrations'));
  return manifest;
}

function parse<T extends object>(file: string, line: string): T {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw new BackupUnusableError(file, altered('a line is not JSON'));
  }
  if (typeof parsed !== 'object' || parsed === null)
    throw new BackupUnusableError(file, altered('a line is no object'));
  return parsed as T;
}

const sha256 = () => createHash('sha256');

/** The parts in order. What follows from them counts only after the last: the hash of the whole is at the end. */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const whole = sha256();
  let manifest: Manifest | undefined;
  let table: { name: string; rows: number; hash: ReturnType<typeof sha256> } | undefined;
  let tables = 0;
  let rows = 0;
  let isOver = false;
  let page: string[] = [];
  let pageChars = 0;
  for await (const line of linesOf(file)) {
    if (isOver) throw new BackupUnusableError(file, altered('something follows its end'));
    if (manifest === undefined) {
      manifest = readManifest(file, line);
      yield { manifest };
    } else if (table !== undefined && line.startsWith('[')) {
      table.rows++;
      table.hash.update(line).update('\n');
      page.push(line);
      pageChars += line.length;
      if (pageChars >= PAGE_CHARS) {
        yield { table: table.name, lines: page };
        [page, pageChars] = [[], 0];
      }
    } else if (table !== undefined) {
      const { name, hash } = table;
      if (page.length > 0) yield { table: name, lines: page };
      [page, pageChars] = [[], 0];
      const end = parse<TableEnd>(file, line);
      if (end.endOfTable !== name || end.rows !== table.rows || end.sha256 !== hash.digest('hex'))
        throw new BackupUnusableError(file, altered(`the rows of ${name} are not those that were written`));
      rows += end.rows;
      table = undefined;
      yield { end };
    } else {
      const next = parse<TableStart | End>(file, line);
      if ('endOfBackup' in next) {
        if (tables !== manifest.tables.length || next.rows !== rows || next.sha256 !== whole.digest('hex'))
          throw new BackupUnusableError(file, altered('its lines are not those that were written'));
        isOver = true;
        continue;
      }
      if (next.table !== manifest.tables[tables]?.name)
        throw new BackupUnusableError(file, altered(`the table ${manifest.tables[tables]?.name ?? 'after the last'}`));
      tables++;
      table = { name: next.table, rows: 0, hash: sha256() };
    }
    whole.update(line).update('\n');
  }
  if (!isOver) throw new BackupUnusableError(file, CUT);
}

/** Reads the whole file. */
export async function checkBackup(file: string): Promise<{ manifest: Manifest; summary: BackupSummary }> {
  let manifest: Manifest | undefined;
  let rows = 0;
  for await (const part of readBackup(file)) {
    if ('manifest' in part) ({ manifest } = part);
    else if ('end' in part) rows += part.end.rows;
  }
  const { version, madeAt, engine, migrations, secrets, tables } = manifest!;
  const summary = {
    file,
    version,
    madeAt,
    engine,
    migration: migrations.at(-1)!,
    tables: tables.length,
    rows,
    secrets,
  };
  return { manifest: manifest!, summary };
}
