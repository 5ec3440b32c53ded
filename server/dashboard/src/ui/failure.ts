import { isNetworkError, isProblemError } from '@askusnow/sdk';
import { messages } from '../i18n/ui.js';

/** Why a request failed, as far as the reader's next step differs. */
export type Failure = 'signed-out' | 'not-found' | 'out-of-reach' | 'server';

/** The failures that a notice shows. Sign-out is shown by the app. */
export type ShownFailure = Exclude<Failure, 'signed-out'>;

export function failureOf(error: unknown): Failure {
  if (isNetworkError(error)) return 'out-of-reach';
  if (!isProblemError(error)) return 'server';
  const { status } = error.problem;
  if (status === 401) return 'signed-out';
  return status === 403 || status === 404 ? 'not-found' : 'server';
}

export const FAILURE_WORDS: Record<ShownFailure, { heading: string; text: string; retry: boolean }> = {
  'not-found': {
    heading: messages.notFound,
    text: messages.notFoundNote,
    retry: false,
  },
  'out-of-reach': {
    heading: messages.unreachable,
    text: messages.unreachableNote,
    retry: true,
  },
  server: {
    heading: messages.serverError,
    text: messages.serverErrorNote,
    retry: true,
  },
};
