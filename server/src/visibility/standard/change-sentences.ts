// In:    the counts of two periods and how they compare; what meeting a rule is worth.
// Out:   one sentence for people who read no statistics.
// Never: calls a difference that chance or a season explains a success, or names its cause.
import type { RuleWorth } from '@askusnow/sdk/contract';
import { CLICKS_MIN, LIBRARIES_MIN, OPEN_DAYS_MIN, type Change } from './log-ratio.ts';

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

/** `unit`: one counted thing, in words. `others`: libraries that it is compared with; null: too few of its own to compare. */
export function changeSentence(
  change: Change & { others: number | null; before: Period; after: Period },
  unit: string,
): string {
  const { before, after, others, ratio, low, high, verdict } = change;
  if (others === null)
    return (
      `Too few to compare: ${counted(after.count, unit)} on ${counted(after.openDays, 'open day')}, ` +
      `${before.count.toLocaleString('en-US')} on ${counted(before.openDays, 'open day')} before. ` +
      `It takes ${OPEN_DAYS_MIN} open days on each side and ${CLICKS_MIN} ${unit}s in all.`
    );
  const perDay = `${figure(after.perDay ?? 0)} ${unit}s per open day, ${figure(before.perDay ?? 0)} before`;
  if (ratio === null || low === null || high === null)
    return `${perDay}. A season or chance may explain it: to tell takes ${LIBRARIES_MIN} other libraries with enough ${unit}s in the same weeks.`;
  // Nothing divided by something, or the reverse, is a ratio for computers alone.
  const isRatio = before.count > 0 && after.count > 0;
  const against = `compared with ${others} other libraries in the same weeks`;
  const details = isRatio ? `${timesText(ratio)}, ${against}, ${intervalText(low, high)}` : against;
  return verdict === 'no-clear-change'
    ? `${perDay}: no difference can be told from chance (${details}).`
    : `${perDay}: ${verdict} than chance explains (${details}).`;
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
