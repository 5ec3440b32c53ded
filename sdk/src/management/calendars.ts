import { call } from '../call.js';
import type { shiftsApi } from '../contract/shifts.js';

/**
 * Reads a queue's shifts from an iCalendar feed from now on, as LibStaffer, Humanity or Google Calendar export it; with
 * `url: null` no longer. The feed is loaded at once and then every quarter of an hour; `feed` in the response of
 * {@link getQueueShifts} has the result, and a failed load leaves the last good one in place. Stored of an event are its
 * times, its UID and its title, cut to 80 characters; at a shared desk in place of the title the library of the first of
 * `owners` that fits title or location. All-day events are no shifts.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable`, 404 for a queue that the session
 * may not see, 409 `stale-revision` if another person changed its shifts since, 422 `invalid-feed` where the address
 * cannot be asked.
 * @example await changeShiftFeed(connection, 'maryland', { url: 'https://calendar.example.org/desk.ics', revision });
 */
export const changeShiftFeed = call<typeof shiftsApi.changeFeed>('PUT /v1/queues/{queue}/shift-feed', {
  body: true,
  reply: ['shifts', 'revision'],
});

/**
 * Makes an address at which any calendar program reads a queue's shifts and unscheduled gaps; anyone who has it can. It is shown
 * this once.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see, 409
 * `quota-reached`.
 * @example const { url } = await makeCalendarLink(connection, 'maryland');
 */
export const makeCalendarLink = call<typeof shiftsApi.makeCalendarLink>('POST /v1/queues/{queue}/calendar', {
  reply: ['url'],
});

/**
 * Ends all addresses that {@link makeCalendarLink} has made for a queue.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see.
 * @example await dropCalendarLinks(connection, 'maryland');
 */
export const dropCalendarLinks = call<typeof shiftsApi.dropCalendarLinks>('DELETE /v1/queues/{queue}/calendar');

/**
 * Makes an address at which any calendar program reads when a library is to work at shared desks, with open hours and those that
 * others give; anyone who has it can. It is shown this once.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that the session may not see, 409
 * `quota-reached`.
 * @example const { url } = await makeLibraryCalendarLink(connection, 'harford');
 */
export const makeLibraryCalendarLink = call<typeof shiftsApi.makeLibraryCalendarLink>(
  'POST /v1/libraries/{library}/calendar',
  { reply: ['url'] },
);

/**
 * Ends all addresses that {@link makeLibraryCalendarLink} has made for a library.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404 for a library that the session may not see.
 * @example await dropLibraryCalendarLinks(connection, 'harford');
 */
export const dropLibraryCalendarLinks = call<typeof shiftsApi.dropLibraryCalendarLinks>(
  'DELETE /v1/libraries/{library}/calendar',
);
