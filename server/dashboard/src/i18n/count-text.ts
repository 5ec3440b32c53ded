import type { Rate } from '@askusnow/sdk';

const whole = new Intl.NumberFormat('en-US');
const tenth = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
/** A narrow no-break space: the figure and its sign stay on one line. */
const THIN = '\u202f';

export const countText = (count: number): string => whole.format(count);

/** `countedText(1, 'click')` → "1 click"; the plural adds an s unless given. */
export const countedText = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** "Harford, Cecil, Kent and 2 more" */
export function listText(names: readonly string[]): string {
  const [named, more] = [names.slice(0, 3).join(', '), names.length - 3];
  return more > 0 ? `${named} and ${countText(more)} more` : named;
}

/** "51–100 of 9,248 libraries" */
export const pageText = (offset: number, end: number, total: number, what: string): string =>
  `${countText(Math.min(offset + 1, end))}–${countText(end)} of ${countText(total)} ${what}`;

/** "7.5 %" */
export const percentText = (share: number): string => `${tenth.format(share * 100)}${THIN}%`;

/** A rate as text: the figure, its confidence interval and the counts behind it. */
export interface RateText {
  value: string;
  /** "2.6–19.9 %", or undefined without a figure. */
  interval: string | undefined;
  /** "3 of 40" */
  basis: string;
}

/** Without a denominator there is no figure: no evidence is not zero. */
export function rateText(rate: Rate): RateText {
  const basis = `${countText(rate.numerator)} of ${countText(rate.denominator)}`;
  if (rate.denominator === 0) return { value: 'no rate yet', interval: undefined, basis };
  if (rate.suppressed || rate.value === null) return { value: 'too few', interval: undefined, basis };
  const interval =
    rate.low === null || rate.high === null
      ? undefined
      : `${tenth.format(rate.low * 100)}–${tenth.format(rate.high * 100)}${THIN}%`;
  return { value: percentText(rate.value), interval, basis };
}

/** "7.5 % (2.6–19.9 %)" */
export function rateLine(rate: Rate): string {
  const { value, interval } = rateText(rate);
  return interval === undefined ? value : `${value} (${interval})`;
}
