// In:    nothing, or a token.
// Out:   a new token, or a token's hash.
// Never: stores either. The database has hashes only, so a copy of it signs nobody in.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: too many to guess, so a plain hash needs no salt and no slowness. */
export const createToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text has a token's format; anything else is not looked up. */
export const isToken = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
