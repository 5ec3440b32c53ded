// In:    desk accounts whose address a new version has removed.
// Out:   one task of the coordinator for all of them, for a month.
import { loadRemovedEmails } from '../../accounts/desk-email-store.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

/** Units: days. */
const SHOWN_DAYS = 30;

export const deskEmailSource: TaskSource = {
  reads: messages.reads.deskEmails,
  async ofCooperative({ database }, nowMs) {
    const { desks, firstAt } = await loadRemovedEmails(database.db, nowMs - SHOWN_DAYS * DAY_MS);
    if (desks === 0) return [];
    return [
      {
        key: 'desk-emails-removed',
        harm: 'due',
        library: null,
        title: messages.deskEmails(desks),
        action: messages.seeAccounts,
        path: pagePath('accounts'),
        since: firstAt!.toISOString(),
      },
    ];
  },
};
