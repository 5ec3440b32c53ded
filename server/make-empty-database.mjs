// Makes the empty database that the embedded Postgres begins with: initdb takes seconds, unpacking it a fraction.
// Part of `npm run build`; done once per version of PGlite. server/src/platform/db/pglite.ts does without where it is missing.
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('./dist/', import.meta.url);
const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const name = `empty-database-${version}.tar.gz`;

if (!existsSync(new URL(name, folder))) {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('gzip');
  await pglite.close();
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.startsWith('empty-database-')) rmSync(new URL(old, folder));
  // Renamed when whole: a build that is stopped leaves nothing that a start would take.
  writeFileSync(new URL(`${name}.part`, folder), Buffer.from(await dump.arrayBuffer()));
  renameSync(new URL(`${name}.part`, folder), new URL(name, folder));
}
