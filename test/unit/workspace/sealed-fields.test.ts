// What seals dummy card numbers and PINs.
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { createSealer } from '../../../server/src/workspace/local-facts/sealed/seal.ts';

const [key, other] = [randomBytes(32), randomBytes(32)];
const place = { library: 'harford', field: 'pin' };

describe('sealed fields', () => {
  const sealer = createSealer({ key, keyBefore: null })!;

  test('seal: its own key opens it for the same library and field, and another key does not', () => {
    const sealed = sealer.seal(place, '4711 – 𝟎');
    assert.equal(sealer.open(place, sealed), '4711 – 𝟎');
    assert.equal(createSealer({ key: other, keyBefore: null })!.open(place, sealed), null);
    assert.equal(
      createSealer({ key: other, keyBefore: null })!.open(place, { ...sealed, keyId: sealerId(other) }),
      null,
    );
  });

  test('seal: a row that was moved to another library or field does not open', () => {
    const sealed = sealer.seal(place, '4711');
    assert.equal(sealer.open({ ...place, library: 'cecil' }, sealed), null);
    assert.equal(sealer.open({ ...place, field: 'card' }, sealed), null);
  });

  test('seal: mutant: without library and field as additional data a moved row opens, and is found', () => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const encrypted = Buffer.concat([cipher.update('4711'), cipher.final()]);
    const mutantOpen = (_place: object): string => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAuthTag(cipher.getAuthTag());
      return decipher.update(encrypted, undefined, 'utf8') + decipher.final('utf8');
    };
    assert.equal(mutantOpen({ ...place, library: 'cecil' }), '4711');
  });

  test('seal: one changed bit, or a cut end, does not open', () => {
    const { keyId, bytes } = sealer.seal(place, '4711');
    for (let at = 0; at < bytes.length; at += 1) {
      const spoiled = Buffer.from(bytes);
      spoiled[at]! ^= 1;
      assert.equal(sealer.open(place, { keyId, bytes: spoiled }), null, `byte ${at}`);
      assert.equal(sealer.open(place, { keyId, bytes: bytes.subarray(0, at) }), null, `cut at ${at}`);
    }
  });

  test('seal: the same value is never sealed to the same bytes', () => {
    const all = Array.from({ length: 1000 }, () => sealer.seal(place, '4711').bytes.toString('hex'));
    assert.equal(new Set(all).size, 1000);
  });

  test('seal: a former key opens what it sealed, and seals nothing', () => {
    const rotated = createSealer({ key: other, keyBefore: key })!;
    const sealed = sealer.seal(place, '4711');
    assert.equal(rotated.open(place, sealed), '4711');
    assert.notEqual(rotated.seal(place, '4711').keyId, sealer.keyId);
    assert.equal(rotated.seal(place, '4711').keyId, sealerId(other));
    assert.deepEqual([rotated.hasKey(sealer.keyId), sealer.hasKey(rotated.keyId)], [true, false]);
  });

  test('seal: no key, no sealer', () => {
    assert.equal(createSealer(null), null);
  });
});

function sealerId(ofKey: Buffer): string {
  return createSealer({ key: ofKey, keyBefore: null })!.keyId;
}
