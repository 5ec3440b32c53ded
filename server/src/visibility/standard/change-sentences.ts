// In:    the counts of two periods and how they compare; what meeting a rule is worth.
// Out:   one sentence for people who read no statistics.
// Never: calls a difference that chance explains a success, or names its cause.
import type { RuleWorth } from '@askusnow/sdk/contract';
import { CLICKS_MIN, LIBRARIES_MIN, OPEN_DAYS_MIN, type Change } from './change.ts';

/** Counts on the open days of a period. */
interface Period {
  openDays: number;
  count: number;
  perDay: number | null;
}

const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
const ratioText = (value: number): string =>
  value.toLocaleString(
    'en-US',
    value < 10 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumFractionDigits: 0 },
  );
const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

const timesText = (ratio: number): string => `${ratioText(ratio)} times as many`;
/** The figure and its sign stay on one line. */
const intervalText = (low: number, high: number): string =>
  `95\u202f% interval ${ratioText(low)} to ${ratioText(high)}`;

/** `unit`: one counted thing, in words. */
export function changeSentence(
  { before, after, ratio, low, high, verdict }: Change & { before: Period; after: Period },
  unit: string,
): string {
  if (verdict === 'too-few' || ratio === null || low === null || high === null)
    return (
      `Too few to compare: ${counted(after.count, unit)} on ${counted(after.openDays, 'open day')}, ` +
      `${before.count.toLocaleString('en-US')} on ${counted(before.openDays, 'open day')} before. ` +
      `It takes ${OPEN_DAYS_MIN} open days on each side and ${CLICKS_MIN} ${unit}s in all.`
    );
  const perDay = `${figure(after.perDay ?? 0)} ${unit}s per open day, ${figure(before.perDay ?? 0)} before`;
  const isRatio = before.count > 0 && after.count > 0;
  // Nothing divided by something, or the reverse, is a ratio for computers alone.
  const interval = isRatio ? ` (${timesText(ratio)}, ${intervalText(low, high)})` : '';
  return verdict === 'no-clear-change'
    ? `${perDay}: no difference can be told from chance${interval}.`
    : `${perDay}: ${verdict} than chance explains${interval}.`;
}

export function worthSentence({
  libraries,
  ratio,
  low,
  high,
  verdict,
}: Omit<RuleWorth, 'rule' | 'title' | 'sentence'>): string {
  if (verdict === 'too-few' || ratio === null || low === null || high === null)
    return (
      `Not known yet: it takes ${LIBRARIES_MIN} libraries that came to meet the rule and can be compared, so that no single one shows; ` +
      `so far there ${libraries === 1 ? 'is' : 'are'} ${libraries === 0 ? 'none' : libraries}.`
    );
  const times = `${timesText(ratio)} clicks per open day (${intervalText(low, high)})`;
  const where = `at the ${libraries} libraries that came to meet it`;
  return verdict === 'no-clear-change'
    ? `No difference can be told from chance ${where}: ${times}.`
    : `${verdict === 'more' ? 'More' : 'Fewer'} than chance explains ${where}: ${times}.`;
}
