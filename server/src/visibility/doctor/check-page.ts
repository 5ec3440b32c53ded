// In:    a page's address, the snippet that should be on it.
// Out:   a report; the page is fetched, read in a worker thread and forgotten.
// Never: keeps or logs text of the page; parses it on the thread that answers patrons.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Egress, EgressReply } from '../../platform/egress/egress.ts';
import { workerTask, type WorkerPool } from '../../platform/worker/worker-pool.ts';
import type { run } from './examine-task.ts';
import { fetchPage, SITE_TIMEOUT_MS, type Budget } from './fetch-page.ts';
import { createHostTurns } from './host-turns.ts';
import { finding, unread, type PageReport } from './page/report.ts';
import { createRobots } from './robots.ts';

const EXAMINE = workerTask<typeof run>(import.meta.url, './examine-task');
/** A page of the largest size takes a second of one core. Units: ms. */
const MAX_EXAMINE_MS = 5_000;
/** Of a page that came at the last moment. Units: ms. */
const MIN_EXAMINE_MS = 500;

interface How {
  /** Absent: a site's time. Units: ms. */
  budgetMs?: number;
  /** The report has the page's links, too. */
  withLinks?: boolean;
}

export interface PageChecker {
  /** Rejects only if the server is closing, or for a bug. */
  check(address: string, expected: ExpectedTag, how?: How): Promise<PageReport>;
}

/** One per process: it keeps robots.txt files, and each host's turns. */
export function createPageChecker({
  egress,
  workers,
  clock,
}: {
  egress: Pick<Egress, 'request'>;
  workers: WorkerPool;
  clock: Clock;
}): PageChecker {
  const deps = { egress, clock, robots: createRobots(clock, workers), turns: createHostTurns() };

  async function examine(
    { url, status, headers, body }: EgressReply,
    expected: ExpectedTag,
    { leftMs }: Budget,
    withLinks: boolean,
  ): Promise<PageReport> {
    const input = { url, status, headers, body, expected, withLinks };
    const timeoutMs = Math.min(Math.max(leftMs, MIN_EXAMINE_MS), MAX_EXAMINE_MS);
    const outcome = await workers.run(EXAMINE, input, { timeoutMs });
    if ('result' in outcome) return outcome.result;
    if (outcome.fault === 'timeout' || outcome.fault === 'memory') {
      return unread('unreachable', finding('too-large', null, outcome.fault));
    }
    throw new Error(`a page cannot be examined: ${outcome.detail}`);
  }

  async function readOnce(
    address: string,
    expected: ExpectedTag,
    { budget, withLinks }: { budget: Budget; withLinks: boolean },
    headers?: Record<string, string>,
  ): Promise<{ report: PageReport; reply: EgressReply | null }> {
    const fetched = await fetchPage(deps, address, budget, headers);
    if (!('reply' in fetched)) {
      return { report: unread(fetched.state, fetched.finding), reply: null };
    }
    return { report: await examine(fetched.reply, expected, budget, withLinks), reply: fetched.reply };
  }

  return {
    async check(address, expected, { budgetMs = SITE_TIMEOUT_MS, withLinks = false } = {}) {
      const how = { budget: { leftMs: budgetMs }, withLinks };
      const { report, reply } = await readOnce(address, expected, how);
      if (reply === null || !couldBeStale(report) || !isFromCache(reply.headers)) return report;
      const fresh = await readOnce(pastCache(address, clock.now()), expected, how, NO_CACHE);
      return isBetter(fresh.report, report)
        ? { ...fresh.report, findings: [finding('stale-cache'), ...fresh.report.findings] }
        : report;
    },
  };
}

const NO_CACHE = { 'cache-control': 'no-cache', pragma: 'no-cache' };

/** A parameter that no page uses, and that changes each time: delivery networks ignore a reader's no-cache. */
function pastCache(address: string, nowMs: number): string {
  const url = new URL(address);
  url.searchParams.set('askusnow-check', nowMs.toString(36));
  return url.href;
}

const OUTDATED: readonly string[] = [
  'version-outdated',
  'version-unknown',
  'integrity-wrong',
  'link-wrong',
  'library-wrong',
];
const outdated = ({ findings }: PageReport): number => findings.filter(({ code }) => OUTDATED.includes(code)).length;

const couldBeStale = (report: PageReport): boolean => report.state !== 'found' || outdated(report) > 0;

/** Signs of a copy. Source: RFC 9111 § 5.1, and what Cloudflare, CloudFront, Varnish, Drupal and WordPress plugins send. */
const isFromCache = (headers: Readonly<Record<string, string>>): boolean =>
  Number(headers['age'] ?? 0) > 0 ||
  ['x-cache', 'cf-cache-status', 'x-drupal-cache', 'x-litespeed-cache', 'x-proxy-cache', 'x-cache-status'].some(
    (name) => /\bhit\b/i.test(headers[name] ?? ''),
  ) ||
  /^\d+ \d+$/.test(headers['x-varnish'] ?? '');

const RANK = { found: 2, altered: 1, absent: 0 } as const;
const rankOf = ({ state }: PageReport): number => (state in RANK ? RANK[state as keyof typeof RANK] : -1);
const isBetter = (fresh: PageReport, cached: PageReport): boolean =>
  rankOf(fresh) > rankOf(cached) || (rankOf(fresh) === rankOf(cached) && outdated(fresh) < outdated(cached));
