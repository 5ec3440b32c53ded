import { getAvailability } from '@askusnow/sdk';
import { eventually } from '../waiting.ts';
import type { TestApp } from './app.ts';
import type { ManualClock } from './clock.ts';

/**
 * Waits after a leap of the clock until a library's hours are evidence again: a server confirms them every minute, and an
 * hour after that they are none. Where it was slower than the leap, its next minute is yet to come: the clock goes on.
 */
export async function untilHoursConfirmed(
  { url }: Pick<TestApp, 'url'>,
  clock: ManualClock,
  library: string,
  latestMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  await eventually(async () => {
    const answer = await getAvailability({ endpoint: url }, library);
    if (answer.evidence !== 'none' && answer.unconfirmedSince === undefined) return true;
    if (clock.now() < latestMs) clock.advance(15_000);
    return false;
  });
}
