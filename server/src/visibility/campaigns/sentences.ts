// In:    a comparison of a campaign with the days before it.
// Out:   one sentence for people who read no statistics.
// Never: calls a difference that chance explains a success, or names the campaign as its cause.
import type { CampaignChange } from '@askusnow/sdk/contract';
import { CLICKS_MIN, OPEN_DAYS_MIN } from '../standard/change.ts';

const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
const ratioText = (value: number): string =>
  value.toLocaleString(
    'en-US',
    value < 10 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumFractionDigits: 0 },
  );
const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

export function changeSentence(
  { before, during, ratio, low, high, verdict }: Omit<CampaignChange, 'sentence'>,
  unit: string,
): string {
  if (verdict === 'too-few' || ratio === null || low === null || high === null)
    return (
      `Too few to compare: ${counted(during.count, unit)} on ${counted(during.openDays, 'open day')}, ` +
      `${before.count.toLocaleString('en-US')} on ${counted(before.openDays, 'open day')} before. ` +
      `It takes ${OPEN_DAYS_MIN} open days on each side and ${CLICKS_MIN} ${unit}s in all.`
    );
  const perDay = `${figure(during.perDay ?? 0)} ${unit}s per open day, ${figure(before.perDay ?? 0)} before`;
  const isRatio = before.count > 0 && during.count > 0;
  // Nothing divided by something, or the reverse, is a ratio for computers alone.
  const interval = isRatio
    ? ` (${ratioText(ratio)} times as many, 95 % interval ${ratioText(low)} to ${ratioText(high)})`
    : '';
  return verdict === 'no-clear-change'
    ? `${perDay}: no difference can be told from chance${interval}.`
    : `${perDay}: ${verdict} than chance explains${interval}.`;
}
