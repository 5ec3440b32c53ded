import { call } from '../call.js';
import type { contactsApi, directoryApi } from '../contract/contacts.js';

/**
 * A library's contacts, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { contacts } = await getContacts(connection, 'harford');
 */
export const getContacts = call<typeof contactsApi.list>('GET /v1/libraries/{library}/contacts', {
  reply: ['contacts'],
});

/**
 * Contacts of all libraries that have every one of these words, by name.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no words, or too many).
 * @example const { contacts } = await searchContacts(connection, { q: 'harford circulation' });
 */
export const searchContacts = call<typeof contactsApi.search>('GET /v1/contacts', {
  query: ['q'],
  reply: ['contacts'],
});

/**
 * Adds a contact.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `quota-reached`, 422 names the field.
 * @example await addContact(connection, 'harford', { name: 'Circulation', phone: '410-555-0100', email: null, page: null, note: null, revision: 0 });
 */
export const addContact = call<typeof contactsApi.add>('POST /v1/libraries/{library}/contacts', {
  body: true,
  reply: ['id', 'verifiedAt'],
});

/**
 * Changes a contact, which counts as verified then.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has
 * changed it since; 422 names the field.
 * @example await changeContact(connection, 'harford', contact.id, { name, phone, email, page, note, revision });
 */
export const changeContact = call<typeof contactsApi.change>('PUT /v1/libraries/{library}/contacts/{contact}', {
  body: true,
  reply: ['id', 'verifiedAt'],
});

/**
 * Says that a contact is right as it is.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has changed
 * it since.
 * @example await verifyContact(connection, 'harford', contact.id, { revision: contact.revision });
 */
export const verifyContact = call<typeof contactsApi.verify>(
  'POST /v1/libraries/{library}/contacts/{contact}/verified',
  { body: true, reply: ['id', 'verifiedAt'] },
);

/**
 * Removes a contact.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has changed it since.
 * @example await removeContact(connection, 'harford', contact.id, contact);
 */
export const removeContact = call<typeof contactsApi.remove>('DELETE /v1/libraries/{library}/contacts/{contact}', {
  query: ['revision'],
});

/**
 * Sends a mail with a link that asks whether a contact is still right. It is sent again while the mail server is down.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `no-mail`, `no-address`, `too-soon`, 429
 * `quota-reached`.
 * @example await checkContact(connection, 'harford', contact.id, { to: 'contact' });
 */
export const checkContact = call<typeof contactsApi.check>('POST /v1/libraries/{library}/contacts/{contact}/check', {
  body: true,
  reply: ['id', 'verifiedAt'],
});

/**
 * The liaisons of all libraries, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { liaisons } = await getDirectory(connection);
 */
export const getDirectory = call<typeof directoryApi.list>('GET /v1/directory', { reply: ['liaisons'] });

/**
 * What the directory shows of the signed-in account, and whether it gets what liaisons write to all.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { showEmail } = await getDirectoryChoice(connection);
 */
export const getDirectoryChoice = call<typeof directoryApi.getChoice>('GET /v1/session/directory', {
  reply: ['showEmail', 'showPhone'],
});

/**
 * Changes what the directory shows of the signed-in account, or whether it gets what liaisons write to all; what is absent
 * stays.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 names the field.
 * @example await chooseDirectory(connection, { phone: '410-555-0100', showPhone: true });
 */
export const chooseDirectory = call<typeof directoryApi.choose>('PUT /v1/session/directory', {
  body: true,
  reply: ['showEmail', 'showPhone'],
});
