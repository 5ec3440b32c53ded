import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Form, LibraryStatus } from '@askusnow/sdk/contract';
import {
  isStanding,
  libraryStatus,
  placementStatus,
  type LibraryActivity,
  type PlacementActivity,
  type PlacementStatus,
} from '../../../server/src/visibility/placements/status.ts';
import { judgeSilence, PROFILE_DAYS, toDayNumber } from '../../../server/src/visibility/placements/silence.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const today = toDayNumber('2026-11-24');
/** Seen daily, as often each day, until it fell silent. */
const aPlacement = ({
  ageDays = 100,
  silentDays = 0,
  perDay = 10,
  retiredAgo = null,
  form = 'tag',
}: {
  ageDays?: number;
  silentDays?: number;
  perDay?: number;
  retiredAgo?: number | null;
  form?: Form;
} = {}): PlacementActivity => {
  const fromDay = Math.max(today - ageDays, today - PROFILE_DAYS + 1);
  const days = Array.from({ length: Math.max(today - silentDays - fromDay + 1, 0) }, (_, index) => fromDay + index);
  return {
    firstSeenMs: now - ageDays * DAY_MS,
    fromDay,
    days,
    views: days.map(() => perDay),
    today,
    isAfternoon: false,
    closedDays: new Set(),
    retiredDay: retiredAgo === null ? null : today - retiredAgo,
    form,
  };
};

describe('a placement', () => {
  const cases: [string, Parameters<typeof aPlacement>[0], PlacementStatus][] = [
    ['just seen', { ageDays: 0 }, 'new'],
    ['six days old and silent for five', { ageDays: 6.9, silentDays: 5 }, 'new'],
    ['seven days old and seen today', { ageDays: 7 }, 'live'],
    ['at 10 a day, silent since yesterday', { silentDays: 1 }, 'live'],
    ['at 10 a day, silent for four days', { silentDays: 4 }, 'lost'],
    ['at 1 a day, silent for four days', { silentDays: 4, perDay: 1 }, 'live'],
    ['at 1 a day, silent for two weeks', { silentDays: 14, perDay: 1 }, 'quiet'],
    ['without a view in all days that are read', { silentDays: 90 }, 'quiet'],
    ['retired after its last view', { silentDays: 4, retiredAgo: 2 }, 'retired'],
    ['retired on the day of its last view', { silentDays: 4, retiredAgo: 4 }, 'retired'],
    ['retired, and seen on a later day', { silentDays: 0, retiredAgo: 2 }, 'live'],
    ['retired, seen later, and silent since', { silentDays: 4, retiredAgo: 6 }, 'lost'],
    ['a link that was followed daily until its campaign ended', { silentDays: 30, form: 'link' }, 'live'],
    ['a link that nobody follows', { silentDays: 90, form: 'link' }, 'live'],
    ['a frame that is silent for as long', { silentDays: 30, form: 'frame' }, 'lost'],
    ['a retired link', { silentDays: 30, retiredAgo: 2, form: 'link' }, 'retired'],
  ];
  for (const [name, over, status] of cases) {
    test(`placement: ${name} is ${status}`, () => assert.equal(placementStatus(aPlacement(over), now), status));
  }
  test('placement: mutant: on a fixed timer of two days a slow page is lost every week', () => {
    const slow = aPlacement({ silentDays: 3, perDay: 1 });
    const mutant = today - slow.days.at(-1)! > 2 ? 'lost' : 'live';
    assert.notEqual(mutant, placementStatus(slow, now));
  });
});

type JudgedPlacement = LibraryActivity['placements'][number];
const seen = (status: PlacementStatus): JudgedPlacement => ({ status, isUnfollowed: false });
const unfollowed: JudgedPlacement = { status: 'live', isUnfollowed: true };

test('placement: a plain link is never lost; mutant: by the silence of a tag the link of an ended campaign is', () => {
  const link = aPlacement({ silentDays: 60, form: 'link' });
  assert.equal(placementStatus(link, now), 'live');
  assert.equal(judgeSilence(link), 'lost');
});

test('placement: a link shows that the button can be found while somebody follows it', () => {
  assert.deepEqual([seen('live'), unfollowed, seen('quiet'), seen('lost')].map(isStanding), [true, false, true, false]);
});

describe('a library', () => {
  const aLibrary = (
    placements: (PlacementStatus | JudgedPlacement)[],
    over: Partial<LibraryActivity> = {},
  ): LibraryActivity => ({
    placements: placements.map((each) => (typeof each === 'string' ? seen(each) : each)),
    refusedCount: 0,
    impressionCount: 100,
    clickCount: 5,
    ...over,
  });
  const cases: [string, LibraryActivity, LibraryStatus][] = [
    ['without placement or refusal', aLibrary([]), 'never-seen'],
    ['with refusals alone', aLibrary([], { refusedCount: 3 }), 'refused'],
    ['with refusals beside a live placement', aLibrary(['live'], { refusedCount: 3 }), 'live'],
    ['whose only placement is retired', aLibrary(['retired']), 'never-seen'],
    ['whose only placement is new', aLibrary(['new'], { clickCount: 0 }), 'new'],
    ['with a new placement after old ones were lost', aLibrary(['lost', 'new']), 'new'],
    ['with a live and a lost placement', aLibrary(['live', 'lost']), 'live'],
    ['with a quiet and a lost placement', aLibrary(['quiet', 'lost']), 'live'],
    ['shown a hundred times without a click', aLibrary(['live', 'new'], { clickCount: 0 }), 'zero'],
    ['quiet in the window but within its limit', aLibrary(['live'], { impressionCount: 0, clickCount: 0 }), 'live'],
    ['all of whose placements are lost', aLibrary(['lost', 'lost']), 'lost'],
    ['with lost tags and a link that is followed', aLibrary(['lost', seen('live')]), 'live'],
    ['with lost tags and the link of a campaign that has ended', aLibrary(['lost', unfollowed]), 'lost'],
    ['with a new tag and such a link', aLibrary(['new', unfollowed]), 'new'],
    ['with the link of a campaign that has ended alone', aLibrary([unfollowed], { impressionCount: 0 }), 'live'],
  ];
  for (const [name, heard, status] of cases) {
    test(`library: ${name} is ${status}`, () => assert.equal(libraryStatus(heard), status));
  }
});
