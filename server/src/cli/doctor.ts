// In:    addresses of pages, a library's id.
// Out:   each page's state, faults and actions in words; exit code 1 where something is missing or broken, else 3 where a page was not read.
// Never: prints text of a page.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import type { Config } from '../platform/config.ts';
import { systemClock } from '../platform/clock.ts';
import { createEgress } from '../platform/egress/egress.ts';
import { createWorkerPool } from '../platform/worker/worker-pool.ts';
import { createPageChecker } from '../visibility/doctor/check-page.ts';
import { compareReports } from '../visibility/doctor/page/compare.ts';
import { isBroken } from '../visibility/doctor/page/messages.ts';
import { isRead, type PageReport } from '../visibility/doctor/page/report.ts';
import { comparisonLines, reportLines } from '../visibility/doctor/page/text.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { outcome, type Outcome } from './json-output.ts';
import type { StoreCommands } from './store-commands.ts';
import type { Terminal } from './terminal.ts';

/** Sites at once; each site is asked for one page at a time. */
const MAX_CONCURRENT = 4;

async function readPages(
  pages: readonly string[],
  { library, expected, config }: { library: string | null; expected: ExpectedTag | null; config: Config },
  onReport: (page: string, report: PageReport, index: number) => void,
): Promise<void> {
  if (expected === null) {
    throw new UsageError(`askusnow doctor: there is no library "${library}" in the cooperative's file`);
  }
  const egress = createEgress({ allow: config.egressAllow });
  const workers = createWorkerPool();
  const checker = createPageChecker({ egress, workers, clock: systemClock });
  const waiting = pages.entries();
  const work = async (): Promise<void> => {
    for (const [index, page] of waiting) onReport(page, await checker.check(page, expected), index);
  };
  try {
    await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  } finally {
    workers.close();
    egress.close();
  }
}

export async function checkPages(
  { pages, library }: { pages: readonly string[]; library: string | null },
  store: StoreCommands,
  config: Config,
  terminal: Terminal,
): Promise<Outcome> {
  const reports: PageReport[] = [];
  const expected = await store.expectedTag({ library });
  await readPages(pages, { library, expected, config }, (page, report, index) => {
    for (const line of reportLines(page, report, config.publicUrl)) terminal.print(line);
    reports[index] = report;
  });
  const value = pages.map((page, index) => ({ page, ...reports[index]! }));
  if (reports.some(isBroken)) return outcome<'doctor'>(value, EXIT.failed);
  // A script that runs this knows neither that the tag is there nor that it is missing.
  return outcome<'doctor'>(value, reports.every(isRead) ? EXIT.done : EXIT.notRead);
}

/** Exit code 1 where an entry point is lost, or the new page has a fault that the old one has not; 3 where one was not read. */
export async function comparePages(
  { before, after, library }: { before: string; after: string; library: string | null },
  store: StoreCommands,
  config: Config,
  terminal: Terminal,
): Promise<Outcome> {
  const reports: PageReport[] = [];
  const expected = await store.expectedTag({ library });
  await readPages([before, after], { library, expected, config }, (_, report, index) => void (reports[index] = report));
  const comparison = compareReports(reports[0]!, reports[1]!);
  for (const line of comparisonLines({ before, after }, comparison, config.publicUrl)) terminal.print(line);
  const code = !comparison.isComparable ? EXIT.notRead : comparison.isWorse ? EXIT.failed : EXIT.done;
  return outcome<'doctor --before --after'>(comparison, code);
}
