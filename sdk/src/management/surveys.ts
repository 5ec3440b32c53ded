import { call } from '../call.js';
import type { surveysApi } from '../contract/surveys.js';

/**
 * What patrons answered to the chat system's survey, by month, the latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { months } = await getSurvey(connection, 'harford');
 */
export const getSurvey = call<typeof surveysApi.get>('GET /v1/libraries/{library}/survey', { reply: ['months'] });

/**
 * Enters, replaces or takes back months of patrons' answers, all or none; `chats: null` takes one back.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision` names the months that somebody else has changed, 422 names the field.
 * @example await saveSurvey(connection, 'harford', { source: 'libanswers', months: [{ month: '2026-10', chats: 412, questions: [{ question: 'Rating', isRating: true, answers: [{ answer: '4', count: 69, isGood: true }, { answer: '2', count: 18, isGood: false }] }], revision: 0 }] });
 */
export const saveSurvey = call<typeof surveysApi.save>('PUT /v1/libraries/{library}/survey', { body: true });
