import type { ShownFailure } from '../logic/failure.js';
import { clockText } from './clock-text.js';
import { messages } from './ui.js';

const REASONS: Partial<Record<ShownFailure, string>> = {
  'out-of-reach': messages.unreachable,
  busy: messages.busy,
};

/** The page no longer updates: why, and from when its data is. */
export const staleText = (failure: ShownFailure, at: Date, zone?: string): string =>
  `${REASONS[failure] ?? messages.serverError}. This page shows data from ${clockText(at, zone)} and keeps trying.`;

export const FRESH_AGAIN = 'The server answers again. This page is up to date.';
