import { call } from '../call.js';
import type { announcementsApi } from '../contract/announcements.js';

/**
 * The coordinator's announcements, the latest first; for the coordinator also who has not been heard from.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`).
 * @example const { announcements } = await getAnnouncements(connection);
 */
export const getAnnouncements = call<typeof announcementsApi.list>('GET /v1/announcements', {
  reply: ['announcements'],
});

/**
 * Publishes an announcement to all liaisons.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await publishAnnouncement(connection, { text: 'The statewide desk is closed on December 24.' });
 */
export const publishAnnouncement = call<typeof announcementsApi.publish>('POST /v1/announcements', {
  body: true,
  reply: ['id', 'text'],
});

/**
 * Acknowledges an announcement for the signed-in account; a second time changes nothing.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404).
 * @example await acknowledgeAnnouncement(connection, announcement.id);
 */
export const acknowledgeAnnouncement = call<typeof announcementsApi.acknowledge>(
  'POST /v1/announcements/{announcement}/acknowledgement',
  { reply: ['id', 'text'] },
);
