// In:    a help request to open, its author, now.
// Out:   whom it would ask, and when, while nobody takes it.
// Never: a rule of its own: the opening, its steps and its notices are those that are sent.
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { AssistanceCover, Tier } from '@askusnow/sdk/contract';
import { countRecipients } from '../notices/notices.ts';
import { noticesOf } from './announcement.ts';
import { loadCover } from './cover.ts';
import { callsOf, endsBy } from './machine.ts';
import { mayAtOnce, prepareOpening, type Opening, type StoreDeps } from './opening-store.ts';
import type { Actor, HelpRequest } from './record.ts';

export interface HelpPreview {
  /** A tier with no recipients is passed over. */
  calls: { tier: Tier; atMs: number; recipients: number }[];
  endsMs: number;
  mayAtOnce: ReturnType<typeof mayAtOnce>;
  already: HelpRequest | null;
  coveredBy: AssistanceCover | null;
}

/**
 * The caller has checked the account's right.
 * Errors: those of `prepareOpening`.
 */
export const previewHelp = (deps: StoreDeps, opening: Opening, by: Actor, nowMs: number): Promise<HelpPreview> =>
  acrossLibraries(async () => {
    const { database, config } = deps;
    const prepared = await prepareOpening(database.db, deps, { ...opening, unlessCovered: false }, by, nowMs, false);
    if ('already' in prepared) {
      const { already } = prepared;
      return { calls: [], endsMs: endsBy(already.standing), mayAtOnce: [], already, coveredBy: null };
    }
    const { moved, rules, names } = prepared;
    const { calls, endsMs } = callsOf(moved, rules);
    const time = { startMs: opening.startMs, endMs: endsBy(moved.standing) };
    const coveredBy = await loadCover(database.db, opening.queue, time, nowMs);
    const asked: HelpPreview['calls'] = [];
    for (const { standing, atMs, ...recorded } of calls) {
      const request = { ...opening, cover: null, id: 0, standing };
      for (const notice of noticesOf(request, recorded, names, config.publicUrl, atMs)) {
        const recipients = await countRecipients(database.db, notice, config.mail !== null);
        asked.push({ tier: notice.tier, atMs, recipients });
      }
    }
    return { calls: asked, endsMs, mayAtOnce: mayAtOnce(names.tier, rules), already: null, coveredBy };
  });
