import { isNetworkError, isProblemError } from '@askusnow/sdk';

/** Why a request failed, as far as the reader's next step differs. */
export type Failure = 'signed-out' | 'not-found' | 'out-of-reach' | 'no-script' | 'busy' | 'server';

/** The failures that a notice shows. Sign-out is shown by the app. */
export type ShownFailure = Exclude<Failure, 'signed-out'>;

/** The server answers, and a page's script cannot be loaded. */
export class MissingScriptError extends Error {}

export function failureOf(error: unknown): Failure {
  if (error instanceof MissingScriptError) return 'no-script';
  if (isNetworkError(error)) return 'out-of-reach';
  if (!isProblemError(error)) return 'server';
  const { status, code } = error.problem;
  if (status === 401) return 'signed-out';
  if (status === 503 && code === 'busy') return 'busy';
  return status === 403 || status === 404 ? 'not-found' : 'server';
}
