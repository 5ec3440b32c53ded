import type { ShownFailure } from '../logic/failure.js';
import { clockText } from './clock-text.js';

/** The page no longer updates: why, and from when its data is. */
export const staleText = (failure: ShownFailure, at: Date, zone?: string): string =>
  `${failure === 'out-of-reach' ? 'The server cannot be reached' : 'The server could not answer'}. This page shows data from ${clockText(at, zone)} and keeps trying.`;

export const FRESH_AGAIN = 'The server answers again. This page is up to date.';
