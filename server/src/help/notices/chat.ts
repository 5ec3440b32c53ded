// In:    a delivery to a channel of Microsoft Teams or Slack.
// Out:   one POST in the program's own format, or why it was not accepted.
// Never: follows a redirect, reaches a private address, or stores the reply.
import type { Egress } from '../../platform/egress/egress.ts';
import { toChatMessage, toSlack, toTeams } from './chat-message.ts';
import type { Delivery, DeliveryOutcome } from './notice.ts';
import { post, type Attempt } from './webhook.ts';

/** Replies that say "later". Any other 4xx says that the address or the message is wrong, and will be. */
const LATER: readonly number[] = [408, 425, 429];

export async function postChat(
  egress: Pick<Egress, 'request'>,
  { channel, address, notice }: Delivery,
  { publicUrl, ...attempt }: Attempt & { publicUrl: string },
): Promise<DeliveryOutcome> {
  const toBody = channel === 'teams' ? toTeams : toSlack;
  const body = JSON.stringify(toBody(toChatMessage(notice, publicUrl)));
  const isFinal = (status: number): boolean => status >= 400 && status < 500 && !LATER.includes(status);
  return post(egress, address, { headers: { 'content-type': 'application/json' }, body }, attempt, isFinal);
}
