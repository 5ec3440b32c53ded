// In:    the libraries' key pages, the clock.
// Out:   each page that a program can read checked about once a week, by one node; one page now.
// Never: lets a slow or hostile site hold up the others, or a check outlive the server.
import type { ExpectedTag, FoundAddress } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { createEgress } from '../../platform/egress/egress.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import { DAY_MS, MINUTE_MS } from '../../platform/time/instants.ts';
import { toError } from '../../platform/to-error.ts';
import type { WorkerPool } from '../../platform/worker/worker-pool.ts';
import { COUNTS } from '../counts-channel.ts';
import { PAGE_CHECK_DAYS } from '../tables.ts';
import { createPageChecker } from './check-page.ts';
import { expectedTag, type ServedScripts } from './expected-tag.ts';
import { findAddresses } from './found-addresses.ts';
import { readableKeyPages } from './key-pages.ts';
import type { PageLink } from './page/links.ts';
import { isRead, type PageReport } from './page/report.ts';
import { claimPage, deleteUnclaimed, loadFreshPages, savePageCheck, type PageCheck, type PageKey } from './store.ts';

export interface PageChecksDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'libraries'>;
  workers: WorkerPool;
  clock: Clock;
  holder?: LeaseHolder;
  config: Pick<Config, 'publicUrl' | 'egressAllow'>;
  /** The builds of the tag that this server serves. */
  scripts: () => ServedScripts;
  onError: (error: Error) => void;
}

export interface PageChecks {
  /** What the snippet on a library's pages should be. */
  expected(library: RegisteredLibrary): ExpectedTag;
  /** Null: the page was checked, or claimed, less than a minute ago. */
  checkNow(library: RegisteredLibrary, page: { origin: string; path: string }): Promise<PageCheck | null>;
  /** The same for the library's own people, with what the page shows that they may propose. */
  checkAndFind(
    library: RegisteredLibrary,
    page: { origin: string; path: string },
  ): Promise<{ check: PageCheck; found: FoundAddress[] } | null>;
  /** Resolves when all pages that are due have been checked, or the run's time is up. */
  wake(): Promise<void>;
  close(): Promise<void>;
}

const EVERY_MS = 10 * MINUTE_MS;
/** One run; the next goes on where it ended. Units: ms. */
const MAX_RUN_MS = 5 * MINUTE_MS;
const RECHECK_MS = 7 * DAY_MS;
const NOW_PAUSE_MS = MINUTE_MS;
/** Sites at once; a site is asked for one page at a time. */
const MAX_CONCURRENT = 8;
/** Libraries per read. */
const CHUNK_LIBRARIES = 100;

/** This server's own pages are a demonstration's, on a loopback host. */
const ownHost = (publicUrl: string): string => {
  const { hostname, port, protocol } = new URL(publicUrl);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
};

/** Null: nothing was seen of them. The source of a page that is made in the browser shows some, and never that there are none. */
const seenWidgets = (report: PageReport): PageReport['widgets'] | null =>
  isRead(report) || report.widgets.length > 0 ? report.widgets : null;

export function startPageChecks(deps: PageChecksDeps): PageChecks {
  const { database, registry, workers, clock, config, scripts, onError } = deps;
  const { db, changes } = database;
  const egress = createEgress({ allow: [...config.egressAllow, ownHost(config.publicUrl)] });
  const checker = createPageChecker({ egress, workers, clock });
  let isClosed = false;

  const expected = (library: RegisteredLibrary): ExpectedTag => expectedTag(config.publicUrl, scripts(), library);

  const read = (library: RegisteredLibrary, { origin, path }: PageKey, withLinks: boolean): Promise<PageReport> =>
    checker.check(origin + path, expected(library), { withLinks });

  async function save(page: PageKey, report: PageReport): Promise<PageCheck | null> {
    const codes = [...new Set(report.findings.map(({ code }) => code))];
    const result = { ...page, checkedMs: clock.now(), state: report.state, findings: codes };
    if (isClosed) return null;
    const otherWidgets = await savePageCheck(db, { ...result, otherWidgets: seenWidgets(report) });
    await changes.publish(COUNTS);
    return { ...result, otherWidgets };
  }

  async function checkIfDue(library: RegisteredLibrary, page: PageKey): Promise<void> {
    const nowMs = clock.now();
    const due = { claimedMs: nowMs - RECHECK_MS, unfinishedMs: nowMs - EVERY_MS };
    if (!(await claimPage(db, page, nowMs, due))) return;
    try {
      await save(page, await read(library, page, false));
    } catch (error) {
      // A bug of ours, or a closing server: the page is claimed, and due again after this run.
      if (!isClosed) onError(toError(error));
    }
  }

  /** The pages that are due, by site. */
  async function dueSites(libraries: readonly RegisteredLibrary[]): Promise<(() => Promise<void>)[][]> {
    const nowMs = clock.now();
    const ids = libraries.map(({ id }) => id);
    const due = { claimedMs: nowMs - RECHECK_MS, unfinishedMs: nowMs - EVERY_MS };
    const fresh = await loadFreshPages(db, ids, due);
    const pages = libraries.flatMap((library) =>
      readableKeyPages(library)
        .filter(({ origin, path }) => !fresh.get(library.id)?.has(origin + path))
        .map(({ origin, path }) => ({
          origin,
          run: () => checkIfDue(library, { libraryId: library.id, origin, path }),
        })),
    );
    return [...Map.groupBy(pages, ({ origin }) => origin).values()].map((site) => site.map(({ run }) => run));
  }

  async function run(): Promise<void> {
    const untilMs = clock.now() + MAX_RUN_MS;
    const isOver = (): boolean => isClosed || clock.now() >= untilMs;
    const libraries = registry.libraries().filter(({ keyPages }) => keyPages.length > 0);
    for (let at = 0; at < libraries.length && !isOver(); at += CHUNK_LIBRARIES) {
      const sites = (await dueSites(libraries.slice(at, at + CHUNK_LIBRARIES))).values();
      const work = async (): Promise<void> => {
        for (const site of sites) for (const page of site) if (!isOver()) await page();
      };
      await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
    }
    if (!isClosed) await deleteUnclaimed(db, clock.now() - PAGE_CHECK_DAYS * DAY_MS);
  }

  async function readNow(
    library: RegisteredLibrary,
    { origin, path }: { origin: string; path: string },
    { withLinks = false } = {},
  ): Promise<{ check: PageCheck; links: PageLink[] } | null> {
    const page = { libraryId: library.id, origin, path };
    const nowMs = clock.now();
    const dueMs = nowMs - NOW_PAUSE_MS;
    if (!(await claimPage(db, page, nowMs, { claimedMs: dueMs, unfinishedMs: dueMs }))) return null;
    const report = await read(library, page, withLinks);
    const check = await save(page, report);
    return check && { check, links: report.links ?? [] };
  }

  const { holder } = deps;
  const job = startJob({ database, clock, holder, onError }, { name: 'page-checks', everyMs: EVERY_MS, run });

  return {
    expected,
    async checkNow(library, page) {
      return (await readNow(library, page))?.check ?? null;
    },
    async checkAndFind(library, page) {
      const now = await readNow(library, page, { withLinks: true });
      if (now === null) return null;
      const read = { links: now.links, expected: expected(library) };
      return { check: now.check, found: await findAddresses(checker, library, read) };
    },
    wake: () => job.wake(),
    async close() {
      isClosed = true;
      egress.close();
      await job.close();
    },
  };
}
