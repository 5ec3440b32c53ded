import type { Problem } from './contract/problem.js';
import { ContractError, NetworkError, ProblemError } from './errors.js';
import { fetch as nativeFetch, parse } from './natives.js';
import { toAskedWaitMs } from './reconnect.js';

/** How to reach a server. */
export interface Connection {
  /** Origin of the server, like `https://ask.example.org`; no trailing slash. */
  endpoint: string;
  /** An API token, for scripts: it is sent where a page sends its session. */
  token?: string;
  /** Replaces the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** The options of every request. */
export interface RequestOptions {
  /** Ends the request early: its promise rejects with a NetworkError. */
  signal?: AbortSignal;
}

/** Options of a request without a session: neither cookies nor the page's address are sent. */
export const PRIVATELY = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const;

/** The method, body and credentials of a request. */
interface Sending extends RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** `same-origin` for routes with a session; absent, `omit`: public routes. */
  credentials?: 'same-origin' | 'omit';
  /** For routes that require a token instead of a session. */
  token?: string;
}

/** Longest wait for an answer. */
export const ANSWER_MS = 15_000;

/** Retry-After in seconds; a date is ignored. */
const retryAfterMs = (response: Response): number | undefined =>
  toAskedWaitMs(1000 * Number(response.headers.get('retry-after'))) || undefined;

const toProblem = (text: string, { status, statusText }: Response): Problem => {
  try {
    const problem = parse(text) as Problem;
    if (typeof problem.code === 'string' && typeof problem.title === 'string') return problem;
  } catch {
    // A proxy's page: only its status is known.
  }
  return { type: 'about:blank', title: statusText || 'The server refused', status, code: `http-${status}` };
};

/**
 * One request, whose 2xx body is passed to `read`.
 * Errors: NetworkError (no answer in 15 s, or none at all), ProblemError (the server refused), ContractError (`read` threw).
 */
export async function request<T>(
  { endpoint, fetch = nativeFetch, token: apiToken }: Connection,
  path: string,
  read: (text: string) => T,
  {
    method = 'GET',
    body,
    credentials = 'omit',
    token = credentials === 'omit' ? undefined : apiToken,
    signal,
  }: Sending = {},
): Promise<T> {
  const timeout = AbortSignal.timeout(ANSWER_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(endpoint + path, {
      ...PRIVATELY,
      credentials,
      method,
      cache: 'no-cache',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (cause) {
    throw new NetworkError(`No answer from ${endpoint}`, { cause });
  }
  if (!response.ok) throw new ProblemError(toProblem(text, response), retryAfterMs(response));
  try {
    return read(text);
  } catch (cause) {
    throw new ContractError(`${endpoint + path} does not speak this contract`, { cause });
  }
}

/** Of a reply without a body. */
export const readNothing = (): undefined => undefined;

/** Reads a JSON object that has these members, whatever their values. */
export const readObject =
  <T>(...members: (keyof T & string)[]) =>
  (text: string): T => {
    const value = parse(text) as T;
    for (const member of members) if (value[member] === undefined) throw new TypeError(`"${member}" is missing`);
    return value;
  };
