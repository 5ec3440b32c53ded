// Pages that the doctor checks in a minute: fetched over HTTP from sites on loopback, read in worker threads.
import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../server/src/platform/clock.ts';
import { createEgress } from '../../server/src/platform/egress/egress.ts';
import { createWorkerPool } from '../../server/src/platform/worker/worker-pool.ts';
import { createPageChecker } from '../../server/src/visibility/doctor/check-page.ts';
import { EXPECTED, pageOf, SCRIPT, TAG } from '../support/data/doctor-pages.ts';

/** As many sites at once as the job reads. */
const CONCURRENT = 8;
const SITES = 100;
const PAGES = 1_000;
/** Below the audit of a nation's 9,248 libraries with three key pages each in a day: 20 a minute. */
const LIMIT_PER_MINUTE = 600;

/** A library's home page of the usual size. Units: KB. */
const PAGE_KB = 120;
const row =
  '<li class="card"><a href="/events/made-up">Story time</a> <p>For children, with songs and books.</p></li>\n';
const body = gzipSync(pageOf(`<ul>${row.repeat((PAGE_KB * 1024) / row.length)}</ul>${SCRIPT}${TAG}`));

const server = createServer(({ url }, response) => {
  if (url === '/robots.txt') response.writeHead(200).end('User-agent: *\nDisallow: /search\n');
  else response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(body);
});
await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
const { port } = server.address() as AddressInfo;
const hosts = Array.from({ length: SITES }, (_, index) => `127.0.1.${index + 1}:${port}`);
const egress = createEgress({ allow: hosts });
const workers = createWorkerPool();
const checker = createPageChecker({ egress, workers, clock: systemClock });

const check = async (index: number): Promise<void> => {
  const { state } = await checker.check(`http://${hosts[index % SITES]!}/page-${index}`, EXPECTED);
  if (state !== 'found') throw new Error(`page ${index}: ${state}`);
};
await check(0);
const left = Array.from({ length: PAGES }, (_, index) => index).values();
const startMs = performance.now();
await Promise.all(
  Array.from({ length: CONCURRENT }, async () => {
    for (const index of left) await check(index);
  }),
);
const perMinute = (PAGES / (performance.now() - startMs)) * 60_000;
const passed = perMinute >= LIMIT_PER_MINUTE;
console.log(
  `doctor: ${Math.round(perMinute).toLocaleString('en')} pages of ${PAGE_KB} KB a minute, limit ${LIMIT_PER_MINUTE}: ${passed ? 'pass' : 'FAIL'}`,
);
workers.close();
egress.close();
server.close();
server.closeAllConnections();
if (!passed) process.exitCode = 1;
