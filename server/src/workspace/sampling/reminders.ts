// In:    the weeks that a library should count.
// Out:   one notice before each week, and one after a week with days missing.
import type { Notice } from '../../help/notices/notice.ts';
import type { DueWeek } from './due-weeks.ts';
import { messages } from './messages.ts';

export function reminders(
  library: { id: string; name: string },
  weeks: readonly DueWeek[],
  { publicUrl, nowMs }: { publicUrl: string; nowMs: number },
): Notice[] {
  const url = `${publicUrl}/dashboard/${library.id}/sampling`;
  return weeks
    .filter(({ state }) => state !== 'runs')
    .map(({ from, to, state, missing }) => {
      const { subject, text } =
        state === 'soon'
          ? messages.weekSoon({ library: library.name, from, to })
          : messages.daysMissing({ library: library.name, missing });
      return {
        key: `questions:${library.id}:${from}:${state}`,
        kind: 'questions-to-count',
        tier: 'local',
        library: library.id,
        subject,
        text: `${text}\n\n${messages.page}\n${url}\n`,
        data: { library: library.id, from, to, missing, url },
        atMs: nowMs,
      };
    });
}
