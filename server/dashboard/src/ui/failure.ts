import { isNetworkError, isProblemError } from '@askusnow/sdk';

/** Why a question to the server has no answer, as far as the reader's next step differs. */
export type Failure = 'signed-out' | 'not-found' | 'out-of-reach' | 'server';

/** Those that a notice tells. Signed out is told by the frame around every page. */
export type ToldFailure = Exclude<Failure, 'signed-out'>;

export function failureOf(error: unknown): Failure {
  if (isNetworkError(error)) return 'out-of-reach';
  if (!isProblemError(error)) return 'server';
  const { status } = error.problem;
  if (status === 401) return 'signed-out';
  return status === 403 || status === 404 ? 'not-found' : 'server';
}

export const FAILURE_WORDS: Record<ToldFailure, { heading: string; text: string; retry: boolean }> = {
  'not-found': {
    heading: 'There is no such page for you',
    text: 'The address may be mistyped, or the library belongs to another liaison.',
    retry: false,
  },
  'out-of-reach': {
    heading: 'The server cannot be reached',
    text: 'Check your connection. Counting on the libraries’ pages does not depend on this page.',
    retry: true,
  },
  server: {
    heading: 'The server could not answer',
    text: 'It said that something is wrong on its side. Nothing that was counted is lost by it.',
    retry: true,
  },
};
