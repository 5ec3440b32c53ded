import type { Problem } from './contract/problem.js';

/** What every error of this SDK is. Distinguished by `name`, not `instanceof`: two copies may share a page. */
export class AskError extends Error {
  override name = 'AskError';
  /** Whether the same request may succeed a little later. */
  shouldRetry(): boolean {
    return false;
  }
}

/**
 * No answer came: offline, refused, reset, blocked by the page's policy, or too slow. `cause` has the reason, if known.
 * Retry: yes.
 */
export class NetworkError extends AskError {
  override name = 'NetworkError';
  override shouldRetry(): boolean {
    return true;
  }
}

/**
 * The server refused, with the reason.
 * Retry: for 429 and 5xx, not before `retryAfterMs`.
 */
export class ProblemError extends AskError {
  override name = 'ProblemError';
  /**
   * RFC 9457; go by its `code`, one of {@link ProblemCode}. `about:blank` and `code: "http-503"` and the like where something else
   * answered.
   */
  readonly problem: Problem;
  /** What Retry-After asks for; undefined where it does not. Units: ms. */
  readonly retryAfterMs: number | undefined;
  constructor(problem: Problem, retryAfterMs?: number) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
  override shouldRetry(): boolean {
    return this.problem.status === 429 || this.problem.status >= 500;
  }
}

/**
 * Something answered that does not speak this contract: another server, a login page, or nonsense.
 * Retry: no.
 */
export class ContractError extends AskError {
  override name = 'ContractError';
}

const isNamed = (error: unknown, ...names: string[]): boolean => error instanceof Error && names.includes(error.name);

/**
 * Whether an error is one of this SDK's, from whichever copy.
 * Errors: none.
 * @example if (isAskError(error) && error.shouldRetry()) later();
 */
export const isAskError = (error: unknown): error is AskError =>
  isNamed(error, 'AskError', 'NetworkError', 'ProblemError', 'ContractError');
/**
 * Whether no answer came.
 * Errors: none.
 * @example if (isNetworkError(error)) say('You seem to be offline.');
 */
export const isNetworkError = (error: unknown): error is NetworkError => isNamed(error, 'NetworkError');
/**
 * Whether the server refused; its `problem.code` is the reason.
 * Errors: none.
 * @example if (isProblemError(error)) say(error.problem.title);
 */
export const isProblemError = (error: unknown): error is ProblemError => isNamed(error, 'ProblemError');
/**
 * Whether what answered does not speak this contract.
 * Errors: none.
 * @example if (isContractError(error)) say('That is no AskUsNow server.');
 */
export const isContractError = (error: unknown): error is ContractError => isNamed(error, 'ContractError');
