import type { Announcement, AnnouncementList, NewAnnouncement } from '../contract/announcements.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * The coordinator's announcements, the latest first; for the coordinator also who has not been heard from.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`).
 * @example const { announcements } = await getAnnouncements(connection);
 */
export const getAnnouncements = (connection: Connection, options?: RequestOptions): Promise<AnnouncementList> =>
  request(connection, path`/v1/announcements`, readObject<AnnouncementList>('announcements'), signedIn(options));

/**
 * Publishes an announcement to all liaisons. The same words again within an hour are the same announcement.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await publishAnnouncement(connection, { text: 'The statewide desk is closed on December 24.' });
 */
export const publishAnnouncement = (
  connection: Connection,
  announcement: NewAnnouncement,
  options?: RequestOptions,
): Promise<Announcement> =>
  request(connection, path`/v1/announcements`, readObject<Announcement>('id', 'text'), {
    ...signedIn(options),
    method: 'POST',
    body: announcement,
  });

/**
 * Acknowledges an announcement for the signed-in account; a second time changes nothing.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404).
 * @example await acknowledgeAnnouncement(connection, announcement.id);
 */
export const acknowledgeAnnouncement = (
  connection: Connection,
  announcement: number,
  options?: RequestOptions,
): Promise<Announcement> =>
  request(connection, path`/v1/announcements/${announcement}/acknowledgement`, readObject<Announcement>('id', 'text'), {
    ...signedIn(options),
    method: 'POST',
  });
