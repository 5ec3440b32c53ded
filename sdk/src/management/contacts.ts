import type {
  Contact,
  ContactChange,
  ContactCheck,
  ContactList,
  Directory,
  DirectoryChoice,
} from '../contract/contacts.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readContact = readObject<Contact>('id', 'verifiedAt');

/**
 * A library's contacts, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { contacts } = await getContacts(connection, 'harford');
 */
export const getContacts = (connection: Connection, library: string, options?: RequestOptions): Promise<ContactList> =>
  request(connection, path`/v1/libraries/${library}/contacts`, readObject<ContactList>('contacts'), signedIn(options));

/**
 * Adds a contact.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `quota-reached`, 422 names the field.
 * @example await addContact(connection, 'harford', { name: 'Circulation', phone: '410-555-0100', email: null, page: null, note: null, revision: 0 });
 */
export const addContact = (
  connection: Connection,
  library: string,
  contact: ContactChange,
  options?: RequestOptions,
): Promise<Contact> =>
  request(connection, path`/v1/libraries/${library}/contacts`, readContact, {
    ...signedIn(options),
    method: 'POST',
    body: contact,
  });

/**
 * Changes a contact, which counts as verified then.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has
 * changed it since; 422 names the field.
 * @example await changeContact(connection, 'harford', contact.id, { name, phone, email, page, note, revision });
 */
export const changeContact = (
  connection: Connection,
  library: string,
  id: number,
  contact: ContactChange,
  options?: RequestOptions,
): Promise<Contact> =>
  request(connection, path`/v1/libraries/${library}/contacts/${id}`, readContact, {
    ...signedIn(options),
    method: 'PUT',
    body: contact,
  });

/**
 * Says that a contact is right as it is.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has changed
 * it since.
 * @example await verifyContact(connection, 'harford', contact);
 */
export const verifyContact = (
  connection: Connection,
  library: string,
  { id, revision }: Pick<Contact, 'id' | 'revision'>,
  options?: RequestOptions,
): Promise<Contact> =>
  request(connection, path`/v1/libraries/${library}/contacts/${id}/verified`, readContact, {
    ...signedIn(options),
    method: 'POST',
    body: { revision },
  });

/**
 * Removes a contact.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`: somebody else has changed it since.
 * @example await removeContact(connection, 'harford', contact);
 */
export const removeContact = (
  connection: Connection,
  library: string,
  { id, revision }: Pick<Contact, 'id' | 'revision'>,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/contacts/${id}` + toQuery({ revision }), readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Sends a mail with a link that asks whether a contact is still right. It is sent again while the mail server is down.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `no-mail`, `no-address`, `too-soon`, 429
 * `quota-reached`.
 * @example await checkContact(connection, 'harford', contact.id, { to: 'contact' });
 */
export const checkContact = (
  connection: Connection,
  library: string,
  id: number,
  check: ContactCheck,
  options?: RequestOptions,
): Promise<Contact> =>
  request(connection, path`/v1/libraries/${library}/contacts/${id}/check`, readContact, {
    ...signedIn(options),
    method: 'POST',
    body: check,
  });

/**
 * The liaisons of all libraries, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { liaisons } = await getDirectory(connection);
 */
export const getDirectory = (connection: Connection, options?: RequestOptions): Promise<Directory> =>
  request(connection, path`/v1/directory`, readObject<Directory>('liaisons'), signedIn(options));

/**
 * Whether the directory shows the address of the signed-in account.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { showEmail } = await getDirectoryChoice(connection);
 */
export const getDirectoryChoice = (connection: Connection, options?: RequestOptions): Promise<DirectoryChoice> =>
  request(connection, path`/v1/session/directory`, readObject<DirectoryChoice>('showEmail'), signedIn(options));

/**
 * Shows or hides the address of the signed-in account in the directory.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example await chooseDirectory(connection, { showEmail: true });
 */
export const chooseDirectory = (
  connection: Connection,
  choice: DirectoryChoice,
  options?: RequestOptions,
): Promise<DirectoryChoice> =>
  request(connection, path`/v1/session/directory`, readObject<DirectoryChoice>('showEmail'), {
    ...signedIn(options),
    method: 'PUT',
    body: choice,
  });
