import type { Counts } from './event-kinds.js';

/**
 * What the click rate is a share of. Where viewability cannot be measured, each impression counts as a viewable one:
 * otherwise clicks from there would be divided by the views of other pages.
 * Errors: none.
 * @example clickRateBase({ impressions: 10, measurable: 8, viewable: 6 }); // 8
 */
export const clickRateBase = ({
  viewable,
  impressions,
  measurable,
}: Pick<Counts, 'viewable' | 'impressions' | 'measurable'>): number => viewable + impressions - measurable;
