// In:    a library's placements and reports, and when its people were notified last about each site.
// Out:   notices: most libraries silent, places that are lost, reports that are refused, counts that may not come from people.
// Never: one notice per placement: a redesign that drops a template loses all of its pages at once.
import type { Attention, Placement, RefusalReason } from '@askusnow/sdk/contract';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';
import type { Notice } from './notice.ts';
import { civilDay } from './when.ts';

export const SITE_KINDS = ['placement-lost', 'reports-refused', 'counts-suspect'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** What is known of a library. */
export interface SiteFacts {
  library: { id: string; name: string; zone: string };
  placements: readonly Pick<
    Placement,
    'id' | 'origin' | 'page' | 'placement' | 'form' | 'status' | 'lostSince' | 'lastSeen'
  >[];
  /** A patron's last view of one of them. Units: ms. */
  lastViewMs: (placement: SiteFacts['placements'][number]) => number;
  refusals: readonly { reason: RefusalReason; count: number; lastDate: string }[];
  attention: readonly Attention[];
}

/**
 * When people were notified last; `site` is null for notices about the whole library. Of `placement-lost`: the end of the last
 * good day that they know of. What was seen after it was named as still there.
 */
export type LastNotified = (kind: SiteKind, library: string, site: string | null) => number | undefined;

/** Refused reports that nobody mends, and counts that stay odd, are notified about again. Units: ms. */
const REMIND_AFTER_MS = 14 * DAY_MS;
/** Fewer refused reports are somebody's trial. */
const MIN_REFUSED = 3;

const pageOf = ({ origin, page, placement }: SiteFacts['placements'][number]): string =>
  messages.page(origin.replace(/^https?:\/\//, '') + page, placement);

/** The last view of a lost placement. Units: ms. */
const lostMs = ({ lostSince }: SiteFacts['placements'][number]): number => Date.parse(lostSince ?? '');

interface Words {
  subject: string;
  text: string;
}

function toNotice(
  kind: SiteKind,
  { library }: SiteFacts,
  site: string | null,
  { subject, text }: Words,
  { publicUrl, nowMs, data }: { publicUrl: string; nowMs: number; data: object },
): Notice {
  const url = `${publicUrl}/dashboard/${library.id}`;
  return {
    // Once an hour at most, whichever node sees it.
    key: [kind, library.id, site ?? '', Math.floor(nowMs / (DAY_MS / 24))].join(':'),
    kind,
    tier: 'local',
    library: library.id,
    subject,
    text: `${text}\n\n${messages.sitePage}\n${url}\n`,
    data: { library: library.id, site, ...data, url },
    atMs: nowMs,
  };
}

/** A day, since robots move the last view of a place to the end of its day. */
function lastGoodDayOf(lastGoodMs: number, zone: string): { lastGoodDay: string; lastGoodEndMs: number } {
  const { to } = windowOf(zone, lastGoodMs, 1);
  return { lastGoodDay: civilDay(lastGoodMs, zone), lastGoodEndMs: startOfDayMs(zone, addDays(to, 1)) };
}

/**
 * One notice per site, when a place is lost that was still seen after the last good day of the notice before: what fell silent
 * by then is named there, and is no second loss when its own pace shows it.
 */
function* lostNotices(facts: SiteFacts, lastNotified: LastNotified, about: { publicUrl: string; nowMs: number }) {
  const { library, placements } = facts;
  for (const [site, its] of Map.groupBy(placements, ({ origin }) => origin)) {
    const knownMs = lastNotified('placement-lost', library.id, site) ?? -Infinity;
    const lost = its.filter((each) => each.status === 'lost' && lostMs(each) > knownMs);
    if (lost.length === 0) continue;
    const { lastGoodDay, lastGoodEndMs } = lastGoodDayOf(Math.max(...lost.map(lostMs)), library.zone);
    const isSilent = (each: SiteFacts['placements'][number]): boolean => facts.lastViewMs(each) <= lastGoodEndMs;
    const standing = placements.filter(({ status }) => status !== 'lost' && status !== 'retired');
    // That nobody follows a link says nothing about it.
    const alsoSilent = standing.filter((each) => each.origin === site && each.form !== 'link' && isSilent(each));
    const remaining = standing.filter((each) => !isSilent(each));
    const pages = { lost: lost.map(pageOf), alsoSilent: alsoSilent.map(pageOf), remaining: remaining.map(pageOf) };
    const words = messages.placementsLost({ library: library.name, lastGoodDay, ...pages });
    yield toNotice('placement-lost', facts, site, words, {
      ...about,
      data: { lastGoodDay, lastGoodEnd: toInstant(lastGoodEndMs), ...pages },
    });
  }
}

const isDue = (notifiedMs: number | undefined, nowMs: number): boolean =>
  notifiedMs === undefined || nowMs - notifiedMs >= REMIND_AFTER_MS;

/**
 * A notice for the cooperative after two days in a row of which no silence follows: `unseenDays`, as day numbers. Its libraries
 * get none, and this is one however long it lasts.
 */
export function* cooperativeNotice(
  unseenDays: ReadonlySet<number>,
  { publicUrl, nowMs }: { publicUrl: string; nowMs: number },
): Generator<Notice> {
  const yesterday = Math.floor(nowMs / DAY_MS) - 1;
  let first = yesterday + 1;
  while (unseenDays.has(first - 1)) first -= 1;
  if (first >= yesterday) return;
  const url = `${publicUrl}/dashboard`;
  const { subject, text } = messages.cooperativeSilent(civilDay(first * DAY_MS, 'UTC'));
  yield {
    key: `placement-lost:cooperative:${first}`,
    kind: 'placement-lost',
    tier: 'statewide',
    library: null,
    subject,
    text: `${text}\n\n${messages.cooperativePage}\n${url}\n`,
    data: { url },
    atMs: nowMs,
  };
}

/** Notices that are due now. */
export function* siteNotices(
  facts: SiteFacts,
  lastNotified: LastNotified,
  about: { publicUrl: string; nowMs: number },
): Generator<Notice> {
  const { library, attention, refusals } = facts;
  yield* lostNotices(facts, lastNotified, about);

  const refused = attention.find(({ reason }) => reason === 'refused' || reason === 'some-refused');
  if (
    refused?.level === 'bad' &&
    refused.count >= MIN_REFUSED &&
    isDue(lastNotified('reports-refused', library.id, null), about.nowMs)
  ) {
    const reasons = refusals.map(({ reason, count, lastDate }) => ({ reason, count, lastDate }));
    const words = messages.reportsRefused({ library: library.name, count: refused.count, reasons });
    yield toNotice('reports-refused', facts, null, words, { ...about, data: { count: refused.count, reasons } });
  }

  const countOf = (reason: Attention['reason']): number =>
    attention.find((each) => each.reason === reason && each.level === 'warn')?.count ?? 0;
  const [doubtful, suspect] = [countOf('doubtful'), countOf('suspect')];
  if (doubtful + suspect > 0 && isDue(lastNotified('counts-suspect', library.id, null), about.nowMs)) {
    const words = messages.countsSuspect({ library: library.name, doubtful, suspect });
    yield toNotice('counts-suspect', facts, null, words, { ...about, data: { doubtful, suspect } });
  }
}
