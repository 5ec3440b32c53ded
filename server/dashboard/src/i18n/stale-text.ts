import type { ToldFailure } from '../ui/failure.js';
import { clockText } from './clock-text.js';

/** That what is shown is kept up no longer, why, and from when it is. */
export const staleText = (failure: ToldFailure, at: Date, zone?: string): string =>
  `${failure === 'out-of-reach' ? 'The server cannot be reached' : 'The server could not answer'}: what is shown is from ${clockText(at, zone)}. Trying again by itself.`;

export const FRESH_AGAIN = 'The server answers again: what is shown is kept up to date.';
