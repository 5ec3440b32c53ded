// Out:   a change of harford's weekly shifts at the statewide desk of shared-hours.ts.
import type { NewShiftRequest, WeeklyShift } from '@askusnow/sdk';

/** The Monday after next, seen from MONDAY_10. */
export const FROM = '2026-05-18';
/** One of harford's weekly shifts. */
export const TUESDAY: WeeklyShift = {
  ...{ day: 'tu', start: '14:00', end: '16:00', service: 'statewide', people: 2, endsAtClosing: false },
};

/** To Wednesday, with one person. */
export const aRequest = (over: Partial<NewShiftRequest> = {}): NewShiftRequest => ({
  ...{ queue: 'statewide', shift: TUESDAY, wanted: { ...TUESDAY, day: 'we', people: 1 }, from: FROM },
  ...over,
});
