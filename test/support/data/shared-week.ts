// Out:   a week of a shared desk that three libraries live through: the cooperative, its roster, who is there when, and what
//        comes of it. By hand: no figure here is computed.

const library = (id: string, name: string): string => `
  - id: ${id}
    name: ${name}
    zone: America/New_York
    live: true
    origins: ["https://www.${id}.example"]
    queues: { statewide: { queue: state, chat: "https://chat.example.org/state" } }`;

/** Global hours are made up within a week; on Thursday nobody owes an hour. */
export const SHARED_WEEK_FILE = `
cooperative:
  name: Test cooperative
  holidays: [{ date: 2026-12-10, name: Staff day }]
queues:
  - id: state
    name: Statewide desk
    tier: statewide
    zone: America/New_York
    hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "09:00", close: "21:00" }] }
libraries:${library('harford', 'Harford County')}${library('cecil', 'Cecil County')}${library('carroll', 'Carroll County')}
`;

/** As Humanity exports it. Thursday is the holiday. */
export const SHARED_WEEK_ROSTER = `Employee,Position,Location,Start Day,Start Time,End Day,End Time
Avery Sample,Statewide chat,Harford,12/07/2026,9:00 AM,12/07/2026,11:00 AM
Blake Sample,Statewide chat,Cecil,12/07/2026,1:00 PM,12/07/2026,2:00 PM
Casey Sample,Statewide chat,Carroll,12/07/2026,3:00 PM,12/07/2026,4:00 PM
Avery Sample,Global chat,Harford,12/08/2026,10:00 AM,12/08/2026,12:00 PM
Blake Sample,Global chat,Cecil,12/09/2026,9:00 AM,12/09/2026,10:00 AM
Avery Sample,Statewide chat,Harford,12/10/2026,9:00 AM,12/10/2026,11:00 AM
Casey Sample,Statewide chat,Carroll,12/11/2026,2:00 PM,12/11/2026,4:00 PM
`;

/** Of December, 2026 by New York's clock: `weekAt(7, '09:00')`. */
export const weekAt = (day: number, time: string): string =>
  new Date(`2026-12-${String(day).padStart(2, '0')}T${time}:00-05:00`).toISOString();

/** The Friday before, on which the roster is read, and the Saturday after. */
export const [WEEK_BEFORE, WEEK_AFTER] = [weekAt(4, '10:00'), weekAt(12, '12:00')];

/** What happens, by time: a press of the clock, or what a liaison does on a page. */
export const SHARED_WEEK_STEPS = [
  { at: weekAt(7, '08:58'), library: 'harford', does: 'comes' },
  { at: weekAt(7, '11:03'), library: 'harford', does: 'leaves' },
  { at: weekAt(7, '13:12'), library: 'cecil', does: 'comes' },
  { at: weekAt(7, '14:00'), library: 'cecil', does: 'leaves' },
  // From 3 to 4 PM Carroll is to be there, and has never pressed the clock: nothing is known.
  { at: weekAt(7, '17:00'), library: 'harford', does: 'gives' },
  { at: weekAt(7, '17:05'), library: 'carroll', does: 'accepts' },
  { at: weekAt(8, '09:59'), library: 'carroll', does: 'comes' },
  { at: weekAt(8, '12:00'), library: 'carroll', does: 'leaves' },
  // On Wednesday from 9 to 10 AM nobody of Cecil comes.
  { at: weekAt(9, '11:00'), library: 'cecil', does: 'makes-up' },
  { at: weekAt(11, '08:59'), library: 'cecil', does: 'comes' },
  { at: weekAt(11, '10:00'), library: 'cecil', does: 'leaves' },
  { at: weekAt(11, '13:59'), library: 'carroll', does: 'comes' },
  { at: weekAt(11, '16:00'), library: 'carroll', does: 'leaves' },
] as const;
export type SharedWeekStep = (typeof SHARED_WEEK_STEPS)[number];

/** The hour that Harford gives, that Cecil misses, and that it picks for it. */
export const GIVEN_HOUR = { start: weekAt(8, '10:00'), end: weekAt(8, '12:00') };
export const MISSED_HOUR = { start: weekAt(9, '09:00'), end: weekAt(9, '10:00') };
export const PICKED_HOUR = { start: weekAt(11, '09:00'), end: weekAt(11, '10:00') };

/** Units: minutes; `value`: given out of what is owed and known. */
export const SHARED_WEEK_FIGURES = {
  carroll: {
    figures: {
      ...{ owed: 180, given: 240, ownHours: 120, coveredForOthers: 120, madeUp: 0 },
      ...{ coveredByOthers: 0, notTaken: 0, missed: 0, unmonitored: 60, unmonitoredOwed: 60 },
    },
    value: 240 / 120,
  },
  cecil: {
    figures: {
      ...{ owed: 120, given: 108, ownHours: 48, coveredForOthers: 0, madeUp: 60 },
      ...{ coveredByOthers: 0, notTaken: 0, missed: 72, unmonitored: 0, unmonitoredOwed: 0 },
    },
    value: 108 / 120,
  },
  harford: {
    figures: {
      ...{ owed: 240, given: 120, ownHours: 120, coveredForOthers: 0, madeUp: 0 },
      ...{ coveredByOthers: 120, notTaken: 0, missed: 0, unmonitored: 0, unmonitoredOwed: 0 },
    },
    value: 120 / 240,
  },
} as const;
