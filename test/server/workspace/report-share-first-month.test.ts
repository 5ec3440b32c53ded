// What a share link shows of the first months of a library that has just begun to count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addReportShare } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

/** Half an hour before midnight in New York. */
const LAST_OF_OCTOBER = '2026-11-01T03:30:00Z';

withApp({
  now: LAST_OF_OCTOBER,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'] },
}).describe('report share, first month', (on) => {
  const pageOf = async (library: 'harford' | 'cecil'): Promise<string> => {
    const { link } = await addReportShare(on[library], library, { days: 90 });
    return (await fetch(on.app.url + new URL(link).pathname)).text();
  };

  test('report share: a month counted in part has its days above the counts alone, and is compared with nothing; the first whole one is named', async () => {
    const { db } = on.app.database;
    // Harford counts within October, Cecil from its first day on.
    const within = await aPlacement(db, { library: 'harford', firstSeen: '2026-10-23T15:00:00.000Z' });
    const whole = await aPlacement(db, { library: 'cecil', firstSeen: '2026-10-01T15:00:00.000Z' });
    for (const [library, placement, began] of [
      ['harford', within, '2026-10-23'],
      ['cecil', whole, '2026-10-01'],
    ] as const)
      for (const date of [began, '2026-11-01', '2026-11-30'])
        await aDay(db, { library, placement, date, clicks: 40, impressions: 900 });

    const before = await pageOf('harford');
    assert.match(before, /chat by the numbers, September 2026</);
    assert.match(before, /October 23, 2026\. First whole month: November 2026\./);

    // The 1st in Los Angeles, where Cecil is, too.
    on.clock.advance(5 * 3_600_000);
    const first = await pageOf('harford');
    assert.match(first, /<h1>[^<]* chat by the numbers, October 2026<\/h1>/);
    assert.match(first, /<caption>Counted October 23–31\. First whole month: November 2026\.<\/caption>/);
    assert.doesNotMatch(first, /Counting began/);
    assert.match(first, /<th scope="row">Clicks on the button<\/th><td>40<\/td><\/tr>/, 'no other month');
    const ofCecil = await pageOf('cecil');
    assert.match(ofCecil, /chat by the numbers, October 2026</);
    assert.match(ofCecil, /<th scope="row">Clicks on the button<\/th><td>40<\/td>/);

    on.clock.advance(30 * 86_400_000);
    await on.signInAgain('harford');
    const second = await pageOf('harford');
    assert.match(second, /chat by the numbers, November 2026</);
    assert.match(
      second,
      /<th scope="row">Clicks on the button<\/th><td>80<\/td><\/tr>/,
      'no part of October beside it',
    );
    assert.doesNotMatch(second, /First whole month/);
  });
});
