import type { LibraryWindow } from '../../../server/src/visibility/placements/windows.ts';
import { daysBefore } from '../../../server/src/platform/time/day-window.ts';
import { PROFILE_DAYS } from '../../../server/src/visibility/placements/silence.ts';

/** A week of a library that is never closed, unless said otherwise. */
export const aWindow = (over: Partial<LibraryWindow> = {}): LibraryWindow => {
  const { from = '2026-11-18', to = '2026-11-24' } = over;
  return {
    libraryId: 'harford',
    zone: 'America/New_York',
    from,
    to,
    recentFrom: daysBefore(to, 27),
    profileFrom: daysBefore(to, PROFILE_DAYS - 1),
    isAfternoon: false,
    closedDays: new Set(),
    ...over,
  };
};
