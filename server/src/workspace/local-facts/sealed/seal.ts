// In:    keys of 32 bytes; a value and the library and field that it belongs to.
// Out:   the value encrypted (AES-256-GCM); the value, or that no key opens it.
// Never: opens bytes for another library or field than the one they were sealed for: a moved row does not open.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Config } from '../../../platform/config.ts';

export interface Place {
  library: string;
  field: string;
}

export interface Sealed {
  /** Names the key, and reveals nothing of it. */
  keyId: string;
  /** Nonce, tag, encrypted value. */
  bytes: Buffer;
}

export interface Sealer {
  seal(place: Place, value: string): Sealed;
  /** Null: no key opens it. */
  open(place: Place, sealed: Sealed): string | null;
  /** Whether the server has the key that is named. */
  hasKey(keyId: string): boolean;
  /** The id of the key that seals. */
  keyId: string;
}

/** Source: NIST SP 800-38D §8.2: 96 bits at random; a cooperative seals far fewer than 2^32 values with one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('askusnow seal key').update(key).digest('hex').slice(0, 16);

const boundTo = ({ library, field }: Place): Buffer =>
  Buffer.from(JSON.stringify(['askusnow sealed field', library, field]));

function open(key: Buffer, place: Place, bytes: Buffer): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
  } catch {
    return null;
  }
}

/** Null: no key is configured. */
export function createSealer(seal: Config['seal']): Sealer | null {
  if (seal === null) return null;
  const { key, keyBefore } = seal;
  const keys = new Map([keyBefore ?? key, key].map((each) => [keyIdOf(each), each]));
  return {
    keyId: keyIdOf(key),
    hasKey: (keyId) => keys.has(keyId),
    seal(place, value) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(place));
      const encrypted = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return { keyId: keyIdOf(key), bytes: Buffer.concat([nonce, cipher.getAuthTag(), encrypted]) };
    },
    open(place, { keyId, bytes }) {
      const sealedWith = keys.get(keyId);
      return sealedWith === undefined ? null : open(sealedWith, place, bytes);
    },
  };
}
