// What the policies of the tables cost ingest: two real servers on one Postgres, one as a superuser, for whom no policy
// applies, and one as a role that owns nothing. Ratios of short rounds that
// follow each other; their median decides.
import { serverUrl, startPostgres } from '../support/app/postgres.ts';
import { startServerProcess } from '../support/app/process.ts';
import { closedLoop, prepare } from './ingest-load.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 41;
const ROUND_SEC = 1;
const LIMIT = 0.95;

const postgres = await startPostgres({ fsync: true });
await prepare(postgres.url);
const bypassing = await startServerProcess({ DATABASE_URL: postgres.url });
const limited = await startServerProcess({
  DATABASE_URL: await serverUrl(postgres.url),
  DATABASE_OWNER_URL: postgres.url,
});
const measure = ({ url, pid }: typeof limited) => closedLoop(url, pid, 10, ROUND_SEC);
await measure(bypassing);
await measure(limited);

const ratios: number[] = [];
for (let round = 1; round <= ROUNDS; round++) {
  // Each order in turn: what slows the machine down for a while slows both.
  const [first, second] = round % 2 === 0 ? [bypassing, limited] : [limited, bypassing];
  const loads = new Map([[first, await measure(first)]]);
  loads.set(second, await measure(second));
  const [without, withPolicies] = [loads.get(bypassing)!, loads.get(limited)!];
  ratios.push(withPolicies.eventsPerSec / without.eventsPerSec);
  console.log(
    `round ${round}: without policies ${Math.round(without.eventsPerSec)} events/s (p99 ${without.p99Ms.toFixed(1)} ms), ` +
      `with ${Math.round(withPolicies.eventsPerSec)} events/s (p99 ${withPolicies.p99Ms.toFixed(1)} ms)`,
  );
}
const ratio = median(ratios);
const pass = ratio >= LIMIT;
console.log(
  `events acknowledged with policies / without: ratio ${ratio.toFixed(3)}, limit >= ${LIMIT}: ${pass ? 'PASS' : 'FAIL'}`,
);
await Promise.all([bypassing.signal('SIGTERM'), limited.signal('SIGTERM')]);
process.exit(pass ? 0 : 1);
