// In:    an error that was reported on a policy page; pages whose review is near.
// Out:   notices to the library's people, without the reporter's words: those stand on the page.
// Never: reminds twice of one date.
import type { Notice } from '../../help/notices/notices.ts';
import { topicPath } from './topic-path.ts';
import { dayFormat } from '../../platform/time/clock-text.ts';

interface Of {
  library: { id: string; name: string };
  publicUrl: string;
  atMs: number;
}

const pageOf = (publicUrl: string, library: string, topic?: string): string => publicUrl + topicPath(library, topic);

export const reportedNotice = (
  { library, publicUrl, atMs }: Of,
  { report, topic }: { report: number; topic: { id: string; name: string } },
): Notice => ({
  key: `policy-error-reported:${report}`,
  kind: 'policy-error-reported',
  tier: 'local',
  library: library.id,
  subject: `Error reported on “${topic.name}” of ${library.name}`,
  text: `Somebody who answers chats has found an error on the policy page “${topic.name}” of ${library.name}. Correct the page, or answer that it is right.\n\nThe report is on this page:\n${pageOf(publicUrl, library.id, topic.id)}\n`,
  data: { library: library.id, topic: topic.id },
  atMs,
});

/** Of a civil date, which has no zone. */
const dayText = (date: string): string => dayFormat('UTC', { year: 'numeric' }).format(Date.parse(date));

/** Its key is the date: a page that is reviewed has another one. */
export const reviewDueNotice = (
  { library, publicUrl, atMs }: Of,
  { reviewBy, topics }: { reviewBy: string; topics: readonly { id: string; name: string }[] },
): Notice => ({
  key: ['policy-review-due', library.id, reviewBy].join(':'),
  kind: 'policy-review-due',
  tier: 'local',
  library: library.id,
  subject: `Review policy pages of ${library.name} by ${dayText(reviewBy)}`,
  text: `These policy pages of ${library.name} are to be reviewed by ${dayText(reviewBy)}:\n\n${topics.map(({ name }) => `- ${name}\n`).join('')}\nRead each, correct it, and say that it is right on this page:\n${pageOf(publicUrl, library.id, topics[0]?.id)}\n`,
  data: { library: library.id, reviewBy, topics: topics.map(({ id }) => id) },
  atMs,
});
