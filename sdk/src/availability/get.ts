import type { Availability } from '../contract/availability.js';
import { PATHS } from '../contract/paths.js';
import { type Connection, request, type RequestOptions } from '../request.js';
import { readAvailability } from './read.js';

/**
 * What one library's patron sees, asked once.
 * Go by it until its `validUntil`, which is an instant by the server's clock; to keep up, watch instead.
 * Errors: NetworkError, ProblemError (404 `unknown-library`), ContractError.
 * @example const { state } = await getAvailability({ endpoint: 'https://ask.example.org' }, 'harford');
 */
export const getAvailability = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<Availability> => request(connection, PATHS.availability(library), readAvailability, options);
