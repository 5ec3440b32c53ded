// A library's calendar: its hours at shared desks, with what it covers, open hours and what others give; anyone who has its address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import {
  announceClosing,
  changeQueueShifts,
  dropLibraryCalendarLinks,
  endLibraryRegistration,
  getAllCovers,
  getLibraryRegistration,
  getQueueShifts,
  getSchedule,
  makeCalendarLink,
  makeLibraryCalendarLink,
  ProblemError,
  type ShiftRule,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const on5 = (start: string, end: string, library?: string, label?: string): ShiftRule => ({
  ...(library === undefined ? {} : { library }),
  ...(label === undefined ? {} : { label }),
  date: '2026-05-05',
  start,
  end,
});
const SHIFTS = [
  on5('09:00', '11:00', 'harford'),
  on5('09:00', '12:00', 'cecil'),
  on5('13:00', '15:00', 'cecil'),
  on5('18:00', '20:00', undefined, 'Evening'),
];
const at = (hour: number): Date => new Date(Date.UTC(2026, 4, 5, hour + 4));

withApp({
  now: MONDAY_10,
  as: { coordinator: ['coordinator'], harford: ['liaison', 'harford'], viewer: ['viewer', 'harford'] },
}).describe('library calendar', (on) => {
  const read = async (url: string) => {
    const reply = await fetch(`${on.app.url}${new URL(url).pathname}`);
    return { status: reply.status, body: await reply.text() };
  };
  /** As a calendar program reads it. */
  const entriesIn = (body: string): string[] =>
    new ICAL.Component(ICAL.parse(body) as unknown[]).getAllSubcomponents('vevent').map((component) => {
      const { summary, startDate, endDate } = new ICAL.Event(component);
      const hours = [startDate, endDate].map((each) => (each.toJSDate().getUTCHours() + 20) % 24).join('–');
      return `${hours} ${summary} ${String(component.getFirstPropertyValue('transp'))}`;
    });
  const offer = (library: string, hours: [number, number], takenBy: string | null = null) =>
    on.app.database.db
      .insertInto('cover_offer')
      .values({
        ...{ queue_id: 'statewide', library_id: library, service: 'statewide', reason: 'illness', by: 'liaison' },
        ...{ starts_at: at(hours[0]), ends_at: at(hours[1]), offered_at: new Date(MONDAY_10) },
        ...(takenBy === null ? {} : { state: 'accepted', taken_by: takenBy, decided_at: new Date(MONDAY_10) }),
      })
      .execute();

  test('library calendar: its own hours, what it covers, open hours and what it could take; nobody else’s hours, and no reason', async () => {
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: SHIFTS, revision });
    await eventually(async () => (await getSchedule(on.coordinator, 'statewide')).shifts.length === SHIFTS.length);
    const { url } = await makeLibraryCalendarLink(on.harford, 'harford');
    const hours = async () => entriesIn((await read(url)).body);
    const desk = on.app.registry.queue('statewide')!.name;
    const evening = `18–20 Open hour: ${desk} TRANSPARENT`;
    assert.deepEqual(await hours(), [`9–11 ${desk} OPAQUE`, evening]);
    const cecil = on.app.registry.library('cecil')!.name;
    await offer('cecil', [13, 14]);
    // At the same time as its own.
    await offer('cecil', [9, 10]);
    await offer('cecil', [14, 15], 'harford');
    const all = [
      `9–11 ${desk} OPAQUE`,
      `13–14 Needs cover: ${desk}, for ${cecil} TRANSPARENT`,
      `14–15 ${desk}: for ${cecil} OPAQUE`,
      evening,
    ];
    assert.deepEqual(await hours(), all);
    const { body } = await read(url);
    assert.doesNotMatch(body, /illness|liaison/);
    assert.match(body, /X-WR-CALNAME:.*hours at shared desks/);
    // The desk's own calendar names the libraries.
    const whole = await makeCalendarLink(on.coordinator, 'statewide');
    assert.ok(entriesIn((await read(whole.url)).body).includes(`13–15 ${cecil} OPAQUE`));
  });

  test('library calendar: offers no hour in which its library has announced that it is closed, as the page does', async () => {
    const { url } = await makeLibraryCalendarLink(on.harford, 'harford');
    const offered = async () => {
      const all = entriesIn((await read(url)).body);
      return all.filter((entry) => entry.includes('Needs cover')).map((entry) => entry.split(' ')[0]);
    };
    const onThePage = async () =>
      (await getAllCovers(on.harford)).covers.filter(({ mayAccept }) => mayAccept.includes('harford')).length;
    assert.deepEqual([await offered(), await onThePage()], [['13–14'], 1]);
    await announceClosing(on.harford, 'harford', { start: at(12).toISOString(), end: at(14).toISOString() });
    assert.deepEqual([await offered(), await onThePage()], [[], 0]);
  });

  test('library calendar: an address ends when it is revoked, and when its library leaves; only its own library makes one', async () => {
    const statusOf = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => 'done',
        (error: unknown) => (error instanceof ProblemError ? error.problem.status : error),
      );
    assert.equal(await statusOf(makeLibraryCalendarLink(on.harford, 'cecil')), 404);
    assert.equal(await statusOf(makeLibraryCalendarLink(on.viewer, 'harford')), 403);
    const [own, other] = [
      await makeLibraryCalendarLink(on.harford, 'harford'),
      await makeLibraryCalendarLink(on.coordinator, 'cecil'),
    ];
    assert.equal(await statusOf(dropLibraryCalendarLinks(on.harford, 'cecil')), 404);
    await dropLibraryCalendarLinks(on.harford, 'harford');
    assert.deepEqual([(await read(own.url)).status, (await read(other.url)).status], [404, 200]);
    const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    await endLibraryRegistration(on.coordinator, 'cecil', { revision });
    assert.equal((await read(other.url)).status, 404);
  });
});
