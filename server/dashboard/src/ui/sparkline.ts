import { svg, html, type TemplateResult } from 'lit';
import { trendText } from '../i18n/trend-text.js';

const WIDTH = 72;
const HEIGHT = 20;
const GAP = 2;

/** A small bar for each week, with the same in words. Its host's styles include `sparklines`. */
export function sparkline(weeks: readonly number[]): TemplateResult {
  const most = Math.max(...weeks, 1);
  const step = WIDTH / weeks.length;
  return html`<svg class="sparkline" role="img" aria-label=${trendText(weeks)} viewBox="0 0 ${WIDTH} ${HEIGHT}">
    ${weeks.map((views, index) => {
      // A week with a view shows, however few.
      const height = views === 0 ? 1 : Math.max(3, (views / most) * HEIGHT);
      return svg`<rect class=${views === 0 ? 'none' : ''} x=${index * step} y=${HEIGHT - height} width=${step - GAP} height=${height}></rect>`;
    })}
  </svg>`;
}
