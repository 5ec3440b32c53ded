// How long a newcomer waits: from `askusnow start` to the addresses it prints, on an empty folder and on one with data.
// Anchor: PGlite alone, opened in a process of its own on an empty folder and again on what it left, in the same round.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/app/process.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 5;
/** The server adds its own modules, the tables, the import and the listening to what PGlite needs. */
const RATIO_LIMITS = { first: 2.5, again: 6 } as const;
const FIRST_LIMIT_MS = 5000;

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'server/bin/askusnow.js');
if (!existsSync(join(root, 'server/dist/main.js')) || !existsSync(join(root, 'widget/dist/bundle/ask-us-now.js'))) {
  console.error('FAIL: nothing is built: npm run build');
  process.exit(1);
}

/** Milliseconds until the process has printed what a newcomer needs. */
function timeServer(dataDir: string): Promise<number> {
  const startedAt = performance.now();
  const words = ['start', '--import', 'examples/maryland.yaml', '--demo', 'examples'];
  const child = spawn(process.execPath, [bin, ...words], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    let tookMs: number | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (tookMs !== undefined || !output.includes('/sign-in/')) return;
      tookMs = performance.now() - startedAt;
      child.kill('SIGTERM');
    });
    child.once('close', () => (tookMs === undefined ? reject(new Error(output)) : resolve(tookMs)));
  });
}

function timeAnchor(folder: string): number {
  const startedAt = performance.now();
  const script = `import { PGlite } from '@electric-sql/pglite';
    const db = await PGlite.create(process.argv[1]); await db.query('select 1'); await db.close();`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { cwd: root });
  if (status !== 0) {
    console.error('FAIL: PGlite, the anchor, did not start');
    process.exit(1);
  }
  return performance.now() - startedAt;
}

const times = { first: [] as number[], again: [] as number[] };
const anchors = { first: [] as number[], again: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  const [data, bare] = [temporaryFolder(), temporaryFolder()];
  for (const visit of ['first', 'again'] as const) {
    anchors[visit].push(timeAnchor(join(bare.path, 'pglite')));
    times[visit].push(await timeServer(data.path));
  }
  data.remove();
  bare.remove();
}

let failed = false;
for (const visit of ['first', 'again'] as const) {
  const ratio = median(times[visit].map((tookMs, round) => tookMs / (anchors[visit][round] ?? NaN)));
  const pass = ratio <= RATIO_LIMITS[visit];
  failed ||= !pass;
  console.log(
    `${visit.padEnd(6)} ${median(times[visit]).toFixed(0)} ms, PGlite alone ${median(anchors[visit]).toFixed(0)} ms: ` +
      `ratio ${ratio.toFixed(2)}, limit ${RATIO_LIMITS[visit]}: ${pass ? 'pass' : 'FAIL'}`,
  );
}
const firstMs = median(times.first);
const inTime = firstMs <= FIRST_LIMIT_MS;
console.log(`first start ${firstMs.toFixed(0)} ms, limit ${FIRST_LIMIT_MS}: ${inTime ? 'pass' : 'FAIL'}`);
process.exit(failed || !inTime ? 1 : 0);
