import { call } from '../call.js';
import type { registrationApi } from '../contract/registration.js';

/**
 * What is registered of the cooperative; `revision: 0`: nothing yet.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { registration, revision } = await getCooperativeRegistration(connection);
 */
export const getCooperativeRegistration = call<typeof registrationApi.cooperative>('GET /v1/registration', {
  reply: ['registration', 'revision'],
});

/**
 * Changes what is registered of the cooperative.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 422 `invalid-request` names the field.
 * @example await saveCooperativeRegistration(connection, { registration: { ...registration, name: 'AskUsNow' }, revision });
 */
export const saveCooperativeRegistration = call<typeof registrationApi.saveCooperative>('PUT /v1/registration', {
  body: true,
  reply: ['registration', 'revision'],
});

/**
 * Checks libraries and desks that are new, as `saveNewRegistrations` would, and stores nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * each field.
 * @example const { libraries } = await previewNewRegistrations(connection, { desks: [], libraries: [{ id, registration }] });
 */
export const previewNewRegistrations = call<typeof registrationApi.preview>('POST /v1/registrations/preview', {
  body: true,
  reply: ['libraries', 'desks'],
});

/**
 * Registers libraries and desks that are new: all of them, or none. One that is registered as given stays as it is.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * each field, and each library that is registered otherwise.
 * @example await saveNewRegistrations(connection, { desks: [], libraries: [{ id: 'kent', registration }] });
 */
export const saveNewRegistrations = call<typeof registrationApi.saveNew>('PUT /v1/registrations', {
  body: true,
  reply: ['libraries', 'desks'],
});

/**
 * What is registered of a library, as in the cooperative's file.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 `not-found`), ContractError.
 * @example const { registration, revision } = await getLibraryRegistration(connection, 'harford');
 */
export const getLibraryRegistration = call<typeof registrationApi.library>('GET /v1/libraries/{library}/registration', {
  reply: ['registration', 'revision'],
});

/**
 * Registers a library (`revision: 0`), or changes what is registered of it.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 422 `invalid-request` names the field.
 * @example await saveLibraryRegistration(connection, 'harford', { registration: { ...registration, live: true }, revision });
 */
export const saveLibraryRegistration = call<typeof registrationApi.saveLibrary>(
  'PUT /v1/libraries/{library}/registration',
  { body: true, reply: ['registration', 'revision'] },
);

/**
 * Ends a library: its counts are kept, and its tags lead to their own links.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `not-found`, 409
 * `stale-revision` if another person changed it since.
 * @example await endLibraryRegistration(connection, 'harford', { revision });
 */
export const endLibraryRegistration = call<typeof registrationApi.endLibrary>(
  'DELETE /v1/libraries/{library}/registration',
  { query: ['revision'] },
);

/**
 * What is registered of a desk, as in the cooperative's file, without hours and shifts.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 `not-found`), ContractError.
 * @example const { registration, revision } = await getDeskRegistration(connection, 'harford');
 */
export const getDeskRegistration = call<typeof registrationApi.desk>('GET /v1/queues/{queue}/registration', {
  reply: ['registration', 'revision'],
});

/**
 * What is registered of every desk, by id.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { desks } = await getRegisteredDesks(connection);
 */
export const getRegisteredDesks = call<typeof registrationApi.desks>('GET /v1/registered-desks', { reply: ['desks'] });

/**
 * Registers a desk (`revision: 0`), or changes what is registered of it. Hours and shifts of a new one are not known.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 422 `invalid-request` names the field.
 * @example
 * const registration = { name: 'Harford', tier: 'local', zone: 'America/New_York' } as const;
 * await saveDeskRegistration(connection, 'harford', { registration, revision: 0 });
 */
export const saveDeskRegistration = call<typeof registrationApi.saveDesk>('PUT /v1/queues/{queue}/registration', {
  body: true,
  reply: ['registration', 'revision'],
});

/**
 * What patrons of a library would see now if it were registered so; it need not be yet. Nothing is stored.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field.
 * @example const { status, leadsTo } = await previewLibraryRegistration(connection, 'harford', { registration });
 */
export const previewLibraryRegistration = call<typeof registrationApi.previewLibrary>(
  'POST /v1/libraries/{library}/registration/preview',
  { body: true, reply: ['status', 'leadsTo'] },
);

/**
 * Undoes the last change of a library, which led to `revision`: one that was added ends, one that was ended is back.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `not-found`, 409
 * `stale-revision` if another person changed it since, 409 `nothing-to-undo` if something that the change brought was counted
 * since, 422 `invalid-request` names what does not fit any more.
 * @example await undoLibraryRegistration(connection, 'harford', { revision });
 */
export const undoLibraryRegistration = call<typeof registrationApi.undoLibrary>(
  'POST /v1/libraries/{library}/registration/undo',
  { body: true },
);

/**
 * Undoes the last change of what is registered of a desk, which led to `revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `not-found`, 409
 * `stale-revision` if another person changed it since, 409 `nothing-to-undo`, 422 `invalid-request` names what does not fit any
 * more.
 * @example await undoDeskRegistration(connection, 'harford', { revision });
 */
export const undoDeskRegistration = call<typeof registrationApi.undoDesk>('POST /v1/queues/{queue}/registration/undo', {
  body: true,
});

/**
 * Undoes the last change of what is registered of the cooperative, which led to `revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 409 `nothing-to-undo`, 422 `invalid-request` names what does not fit any more.
 * @example await undoCooperativeRegistration(connection, { revision });
 */
export const undoCooperativeRegistration = call<typeof registrationApi.undoCooperative>('POST /v1/registration/undo', {
  body: true,
});

/**
 * Libraries that were ended on a screen and can be brought back as they were, the latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { libraries } = await getEndedLibraries(connection);
 */
export const getEndedLibraries = call<typeof registrationApi.endedLibraries>('GET /v1/ended-libraries', {
  reply: ['libraries'],
});

/**
 * What the end of a desk would change: the desks that its libraries ask then, and what ends with it.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 `not-found`), ContractError.
 * @example const { libraries, accounts } = await getDeskEnd(connection, 'harford');
 */
export const getDeskEnd = call<typeof registrationApi.deskEnd>('GET /v1/queues/{queue}/registration/end', {
  reply: ['libraries', 'accounts'],
});

/**
 * Ends a desk: no library asks it, its accounts and links end, and what was counted there is kept.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `not-found`, 409
 * `stale-revision` if another person changed it since, 409 `desk-needed` names the libraries that ask no other desk.
 * @example await endDeskRegistration(connection, 'harford', { revision });
 */
export const endDeskRegistration = call<typeof registrationApi.endDesk>('DELETE /v1/queues/{queue}/registration', {
  query: ['revision'],
});

/**
 * Desks that were ended on a screen and can be brought back as they were, the latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { desks } = await getEndedDesks(connection);
 */
export const getEndedDesks = call<typeof registrationApi.endedDesks>('GET /v1/ended-desks', { reply: ['desks'] });

/**
 * Asks a presence source once, as the server would every half minute, before it is registered. Nothing is stored.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field. A source that cannot be read is no error: its state is `unknown`, and `fault` says why.
 * @example
 * const presence = { kind: 'libraryh3lp', host: 'libraryh3lp.com', name: 'harford' } as const;
 * const { state } = await tryPresenceSource(connection, { registration: { presence } });
 */
export const tryPresenceSource = call<typeof registrationApi.trySource>('POST /v1/presence-sources/try', {
  body: true,
  reply: ['state', 'fault'],
});
