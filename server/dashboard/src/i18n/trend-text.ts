import { countText, countedText } from './count-text.js';

/** "12 weeks of views: 40 in the first, 52 in the last; the most is 80." The last week ends today. */
export function trendText(weeks: readonly number[]): string {
  const span = `${countedText(weeks.length, 'week')} of views`;
  const most = Math.max(...weeks);
  if (most === 0) return `${span}: none.`;
  return `${span}: ${countText(weeks[0]!)} in the first, ${countText(weeks.at(-1)!)} in the last; the most is ${countText(most)}.`;
}
