// In:    one count by day.
// Out:   a bar chart in SVG, without text: the page has it beside the picture, in its own letters.
// Never: inline style, which the page's policy would block.
import { escapeHtml } from '../../platform/http/html.ts';

const HEIGHT = 100;
/** Of a day, with its gap. */
const STEP = 10;
const BAR = 8;
/** Keeps a day with one event visible beside a day with hundreds. */
const MIN_BAR = 2;

export function dayBars(days: readonly { date: string; count: number }[], summary: string): string {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const bars = days.map(({ count }, index) => {
    const height = count === 0 ? 0 : Math.max(MIN_BAR, Math.round((count / most) * HEIGHT));
    return `<rect x="${index * STEP + 1}" y="${HEIGHT - height}" width="${BAR}" height="${height}"/>`;
  });
  return (
    `<svg class="day-bars" role="img" aria-label="${escapeHtml(summary)}" viewBox="0 0 ${days.length * STEP} ${HEIGHT}" ` +
    `preserveAspectRatio="none">${bars.join('')}</svg>`
  );
}
