// Out:   a cooperative whose libraries owe hours at the statewide desk: harford, cecil, carroll; kent owes none.
import type { TestApp } from '../app/app.ts';
import { TWO_LIBRARIES } from '../app/two-libraries.ts';
import { eventually } from '../waiting.ts';

const OWED = [
  '{ library: harford, days: [mo, tu], start: "14:00", end: "16:00", people: 2 }',
  '{ library: cecil, days: [mo], start: "16:00", end: "18:00" }',
  '{ library: carroll, days: [tu], start: "10:00", end: "12:00" }',
  '{ library: carroll, days: [tu], start: "15:00", end: "16:00" }',
].join(', ');

const library = (id: string, name: string): string => `  - id: ${id}
    name: ${name}
    zone: America/New_York
    live: true
    origins: ["https://${id}.example"]
    queues: { statewide: { queue: statewide, chat: "https://chat.example/state" } }
`;

export const SHARED_HOURS_FILE = `${TWO_LIBRARIES.replace(
  'name: Statewide desk,',
  `name: Statewide desk, shifts: [${OWED}],`,
)}${library('carroll', 'Carroll')}${library('kent', 'Kent')}`;

/** Where the hours of the file are written out as instants: what libraries owe is read there. */
export const hoursWritten = ({ database: { db } }: Pick<TestApp, 'database'>): Promise<unknown> =>
  eventually(async () => {
    const { count } = await db
      .selectFrom('schedule_range')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('library_id', 'is not', null)
      .executeTakeFirstOrThrow();
    return count > 0;
  });

/** Of Monday, May 4, 2026 in New York, the day of MONDAY_10: `14`, `14.5`; the next day's begin at 24. */
export const hourAt = (hour: number): string =>
  new Date(Date.parse('2026-05-04T04:00:00.000Z') + hour * 3_600_000).toISOString();

/** An hour of harford's at the statewide desk. */
export const anHour = (from: number, to: number) =>
  ({ queue: 'statewide', service: 'statewide', start: hourAt(from), end: hourAt(to), reason: 'illness' }) as const;

/** The same on every day of the week: there is always an hour tomorrow. */
export const EVERY_DAY_FILE = SHARED_HOURS_FILE.replace(/days: \[(?:mo, tu|mo)\], start: "1[46]/g, (shift) =>
  shift.replace(/\[.*\]/, '[mo, tu, we, th, fr, sa, su]'),
);
