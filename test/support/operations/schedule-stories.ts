// Out:   stories of availability, hours, shifts, calendars, presence and coverage.
import type {
  AnnouncedClosing,
  ClosingMade,
  Cover,
  LibraryMessageView,
  MadeUpHour,
  MadeUpHourList,
  QueueHours,
  QueueShifts,
  ShiftRequest,
  ShiftRequestAnswer,
} from '@askusnow/sdk/contract';
import { AHEAD, PAST, type Stories } from './story.ts';
import { METRICS_TOKEN, type World } from './world.ts';

const hoursOf = ({ make, liaison }: World) => make<QueueHours>(liaison, 'GET', 'queues/harford/hours');
const shiftsOf = ({ make, liaison }: World) => make<QueueShifts>(liaison, 'GET', 'queues/harford/shifts');

const snowDay = { libraries: 'all', until: 'morning', text: 'Closed for snow.' };
/** A desk that is closed already stays as it is. */
const opened = ({ make, coordinator }: World) => make(coordinator, 'PUT', 'closing', { queues: 'all', until: null });

const weekly = [{ days: ['mo', 'tu', 'we', 'th', 'fr'], open: '09:00', close: '21:00' }];
const hoursBody = ({ next }: World) => ({
  weekly,
  seasons: [{ name: 'Winter', from: '2026-12-21', to: '2027-01-03', weekly }],
  exceptions: [{ date: '2026-12-10', through: '2026-12-11', open: [], note: `Staff days ${next()}` }],
});
const shifts = [
  {
    label: 'Morning',
    days: ['mo', 'tu'],
    start: '09:00',
    end: '12:00',
    from: '2026-11-02',
    until: '2027-06-01',
    except: ['2026-12-01'],
  },
];

async function changedHours(world: World): Promise<number> {
  const { revision } = await hoursOf(world);
  const body = { hours: hoursBody(world), revision };
  return (await world.make<QueueHours>(world.liaison, 'PUT', 'queues/harford/hours', body)).revision;
}

const messageRevision = async ({ make, liaison }: World) =>
  (await make<LibraryMessageView>(liaison, 'GET', 'libraries/harford/message')).revision;

const desk = ({ make, liaison, next }: World) =>
  make<{ desk: { id: number }; token: string }>(liaison, 'POST', 'queues/harford/desks', {
    name: `Desk ${next()}`,
  });

const calendar = ({ make, liaison }: World) => make<{ url: string }>(liaison, 'POST', 'queues/harford/calendar', {});

/** An hour that harford owes at the statewide desk, and has not given. */
const owedHour = async ({ app }: World, starts_at = AHEAD) => {
  const { db } = app.database;
  const ends_at = new Date(Date.parse(starts_at) + 3_600_000).toISOString();
  await db.deleteFrom('cover_offer').execute();
  await db.deleteFrom('schedule_range').where('library_id', '=', 'harford').execute();
  const shift = { queue_id: 'statewide', kind: 'shift', source: 'rules', label: null, uid: null } as const;
  const owed = { library_id: 'harford', service: 'statewide', people: 1, ends_at_closing: false } as const;
  await db
    .insertInto('schedule_range')
    .values({ ...shift, ...owed, starts_at, ends_at })
    .execute();
  return { queue: 'statewide', service: 'statewide', start: starts_at, end: ends_at, reason: 'meeting' };
};

/** A time ahead in which the statewide desk needs somebody, for an hour that harford gave and nobody accepted. */
const hourToPick = async (world: World) => {
  const { queue, service, start: missed, end } = await owedHour(world, PAST);
  const { db } = world.app.database;
  await db
    .insertInto('cover_offer')
    .values({
      ...{ queue_id: queue, library_id: 'harford', service: 'statewide', starts_at: missed, ends_at: end },
      ...{ reason: 'meeting', state: 'expired', offered_at: missed, decided_at: missed, by: 'test' },
    })
    .execute();
  await db.deleteFrom('made_up_hour').execute();
  await db.deleteFrom('library_closing').execute();
  const list = await world.make<MadeUpHourList>(world.liaison, 'GET', 'libraries/harford/made-up-hours');
  const { start } = list.free[0]!;
  return { queue, service, missed, start, end: new Date(Date.parse(start) + 1_800_000).toISOString() };
};

/** A closing of harford's, which has announced no other. */
const closingToAnnounce = async ({ app }: World) => {
  await app.database.db.deleteFrom('library_closing').execute();
  return { start: AHEAD, end: new Date(Date.parse(AHEAD) + 3_600_000).toISOString() };
};

/** One more weekly shift of harford's at the statewide desk. */
const shiftRequest = {
  ...{ queue: 'statewide', shift: null, from: '2026-12-07' },
  wanted: { day: 'sa', start: '10:00', end: '12:00', service: 'statewide', people: 1, endsAtClosing: false },
};
/** Only so many wait, and one that was accepted is a shift already. */
const withoutRequests = async ({ app: { database } }: World): Promise<void> => {
  await database.db.deleteFrom('shift_request').execute();
  await database.db.updateTable('queue').set({ shifts: '[]' }).where('id', '=', 'statewide').execute();
};
/** One that waits. `answer`: the coordinator's. */
const requested = async (world: World, answer?: ShiftRequestAnswer) => {
  const { make, liaison, coordinator } = world;
  await withoutRequests(world);
  const { id } = await make<ShiftRequest>(liaison, 'POST', 'libraries/harford/shift-requests', shiftRequest);
  if (answer) await make(coordinator, 'PUT', `shift-requests/${id}/answer`, answer);
  return { request: id };
};
const declined: ShiftRequestAnswer = { state: 'declined', reason: 'Saturdays have enough.' };

export const scheduleStories: Stories = {
  'POST /v1/libraries/{library}/shift-requests': async (world) => {
    await withoutRequests(world);
    return { body: shiftRequest };
  },
  'DELETE /v1/libraries/{library}/shift-requests/{request}': async (world) => ({ params: await requested(world) }),
  'POST /v1/libraries/{library}/shift-requests/{request}/acknowledgement': async (world) => ({
    params: await requested(world, declined),
  }),
  'PUT /v1/shift-requests/{request}/answer': async (world) => ({
    ...{ as: world.coordinator, params: await requested(world), body: declined },
  }),
  'POST /v1/shift-requests/{request}/undo': async (world) => ({
    ...{ as: world.coordinator, params: await requested(world, { state: 'accepted' }) },
  }),
  'POST /v1/libraries/{library}/covers': async (world) => ({ body: await owedHour(world) }),
  'POST /v1/libraries/{library}/covers/{cover}/steps': async (world) => {
    const body = await owedHour(world);
    const { id } = await world.make<Cover>(world.liaison, 'POST', 'libraries/harford/covers', body);
    return { params: { cover: id }, body: { step: 'withdrawn' } };
  },
  'POST /v1/libraries/{library}/made-up-hours': async (world) => ({ body: await hourToPick(world) }),
  'DELETE /v1/libraries/{library}/made-up-hours/{made}': async (world) => {
    const body = await hourToPick(world);
    const { id } = await world.make<MadeUpHour>(world.liaison, 'POST', 'libraries/harford/made-up-hours', body);
    return { params: { made: id } };
  },
  'POST /v1/libraries/{library}/announced-closings': async (world) => ({ body: await closingToAnnounce(world) }),
  'DELETE /v1/libraries/{library}/announced-closings/{closing}': async (world) => {
    const body = await closingToAnnounce(world);
    const path = 'libraries/harford/announced-closings';
    const { id } = await world.make<AnnouncedClosing>(world.liaison, 'POST', path, body);
    return { params: { closing: id } };
  },
  'POST /v1/libraries/{library}/duty-corrections': async (world) => {
    const { reason: _reason, ...hours } = await owedHour(world, PAST);
    return { body: { ...hours, said: 'absent', why: 'Closed by snow.' } };
  },
  'GET /v1/availability/stream': () => ({ query: { library: 'harford' } }),
  'GET /v1/origins/check': () => ({
    query: { library: 'harford' },
    headers: { origin: 'https://www.library.example' },
  }),
  'PUT /v1/queues/{queue}/hours': async (world) => ({
    body: { hours: hoursBody(world), revision: (await hoursOf(world)).revision },
  }),
  'POST /v1/queues/{queue}/hours/undo': async (world) => ({
    body: { revision: await changedHours(world) },
  }),
  'POST /v1/queues/{queue}/hours/preview': (world) => ({
    body: { hours: hoursBody(world), closedUntil: AHEAD },
  }),
  'PUT /v1/queues/{queue}/closed-until': async (world) => ({
    body: { until: AHEAD, revision: (await hoursOf(world)).revision, note: 'Snow' },
  }),
  'GET /v1/queues/{queue}/holidays': () => ({ query: { year: '2026' } }),
  'GET /v1/federal-holidays': ({ coordinator }) => ({ as: coordinator, query: { year: '2026' } }),
  'PUT /v1/closing': ({ coordinator }) => ({
    as: coordinator,
    body: { queues: ['cecil-desk'], until: AHEAD, note: 'Snow' },
  }),
  'POST /v1/closings/preview': ({ coordinator }) => ({ as: coordinator, body: snowDay }),
  'POST /v1/closings': async (world) => {
    await opened(world);
    return { as: world.coordinator, body: { ...snowDay, note: 'Snow' } };
  },
  'POST /v1/closings/{closing}/undo': async (world) => {
    await opened(world);
    const { id } = await world.make<ClosingMade>(world.coordinator, 'POST', 'closings', snowDay);
    return { as: world.coordinator, params: { closing: `${id}` } };
  },
  'GET /v1/queues/{queue}/week': () => ({ params: { queue: 'statewide' }, query: { from: '2026-11-23' } }),
  'PUT /v1/queues/{queue}/shifts': async (world) => ({
    body: { shifts, revision: (await shiftsOf(world)).revision },
  }),
  'POST /v1/queues/{queue}/shifts/preview': () => ({ body: { shifts, week: '2026-11-30' } }),
  'POST /v1/queues/{queue}/shifts/copy': () => ({ body: { week: '2026-11-23', to: ['2026-11-30'] } }),
  'PUT /v1/queues/{queue}/shift-feed': async (world) => ({
    body: { url: 'https://calendar.example.org/desk.ics', revision: (await shiftsOf(world)).revision },
  }),
  'GET /v1/calendars/{token}': async (world) => {
    const { url } = await calendar(world);
    return { params: { token: url.split('/').at(-1)! } };
  },
  'DELETE /v1/queues/{queue}/calendar': async (world) => {
    await calendar(world);
    return {};
  },
  'POST /v1/queues/{queue}/corrections': () => ({
    body: { start: PAST, end: '2026-11-23T16:00:00.000Z', kind: 'covered', why: 'The source was down.' },
  }),
  'PUT /v1/libraries/{library}/message': async (world) => ({
    body: { text: `We answer until noon ${world.next()}.`, until: AHEAD, revision: await messageRevision(world) },
  }),
  'DELETE /v1/libraries/{library}/message': async (world) => {
    const revision = await messageRevision(world);
    const message = { text: `We answer until ten ${world.next()}.`, until: AHEAD, revision };
    await world.make(world.liaison, 'PUT', 'libraries/harford/message', message);
    return { query: { revision: String(await messageRevision(world)) } };
  },
  'POST /v1/queues/{queue}/desks': ({ next }) => ({ body: { name: `Desk ${next()}` } }),
  'DELETE /v1/queues/{queue}/desks/{desk}': async (world) => {
    const made = await desk(world);
    return { params: { desk: made.desk.id } };
  },
  'POST /v1/heartbeat': async (world) => {
    const { token } = await desk(world);
    return { headers: { authorization: `Bearer ${token}` }, body: { state: 'available', seq: 1 } };
  },
  'POST /v1/queues/{queue}/heartbeat': ({ next }) => ({ body: { state: 'available', seq: next() } }),
  'PUT /v1/clock': async ({ make, coordinator, liaison }) => {
    const { revision } = await make<QueueShifts>(coordinator, 'GET', 'queues/statewide/shifts');
    const owed = [{ library: 'harford', days: ['mo'], start: '14:00', end: '16:00' }];
    await make(coordinator, 'PUT', 'queues/statewide/shifts', { shifts: owed, revision });
    return { as: liaison, body: { queue: 'statewide', library: 'harford', isHere: true } };
  },
  'GET /metrics': () => ({ headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
};
