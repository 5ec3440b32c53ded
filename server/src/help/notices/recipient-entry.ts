// Out:   the audit entry of a change of a recipient, and the channel that it is published on.
// Never: an address in an entry.
import type { Recipient } from '@askusnow/sdk/contract';
import type { AuditedChange } from '../../platform/audit/audit-store.ts';
import type { SentKind } from './notice.ts';

/** Published when recipients change: pages show whether a tier has any. */
export const RECIPIENTS = 'recipients';

export type RecipientFacts = Pick<Recipient, 'id' | 'tier' | 'library' | 'channel'> & { kinds: readonly SentKind[] };

/** The audit subject, and the entry's values. */
const subjectOf = ({ tier, library }: RecipientFacts): string =>
  library === null ? `tier:${tier}` : `library:${library}`;
const shown = ({ id, channel, kinds }: RecipientFacts): unknown => ({ recipient: id, channel, kinds });

/** Null: there is none before, or after. */
export const recipientEntry = (
  action: string,
  before: RecipientFacts | null,
  after: RecipientFacts | null,
): AuditedChange => ({
  subject: subjectOf((before ?? after)!),
  action,
  before: before && shown(before),
  after: after && shown(after),
});
