import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, setConfig } from '#app/config/config.ts';
import { blindHash, decryptText, encryptText, linkToken, tokenHash } from '#app/config/keys.ts';
import { loadSecrets } from '#app/config/secrets.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'portal-keys-'));
const key = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [key('k1'), key('k2')];

function useKeys(...keys: readonly string[]): void {
  setConfig(readConfig({ DATA_DIR: dataDir, ...(keys.length > 0 ? { ENCRYPTION_KEYS: keys.join(',') } : {}) }));
}

beforeEach(() => useKeys(first));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('encryption of short texts', () => {
  test('gives back what was encrypted, and never the same content twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [one, two] = [encryptText(text), encryptText(text)];
        expect(decryptText(one.keyId, one.content)).toBe(text);
        expect(one.content.equals(two.content)).toBe(false);
        if (text.length > 3) expect(one.content.toString('latin1')).not.toContain(text);
      }),
    );
  });

  test('every altered byte is noticed', () => {
    const { keyId, content } = encryptText('110-123-456789');
    for (let at = 0; at < content.length; at += 1) {
      const altered = Buffer.from(content);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(() => decryptText(keyId, altered)).toThrow();
    }
  });

  test.each([0, 12, 27])('content cut to %d bytes is noticed', (length) => {
    const { keyId, content } = encryptText('110-123-456789');
    expect(() => decryptText(keyId, content.subarray(0, length))).toThrow();
  });

  test('after a change of keys old content is read and new content carries the new key', () => {
    const old = encryptText('110-123-456789');
    useKeys(second, first);
    expect(decryptText(old.keyId, old.content)).toBe('110-123-456789');
    const fresh = encryptText('110-123-456789');
    expect([old.keyId, fresh.keyId]).toEqual(['k1', 'k2']);
    expect(() => decryptText('k2', old.content)).toThrow();
    useKeys(second);
    expect(() => decryptText(old.keyId, old.content)).toThrow('k1');
  });
});

describe('hashes', () => {
  test('equal texts are recognised, and only under the same key', () => {
    const before = blindHash('110123456789');
    expect(blindHash('110123456789').equals(before)).toBe(true);
    expect(blindHash('110123456788').equals(before)).toBe(false);
    useKeys(second);
    expect(blindHash('110123456789').equals(before)).toBe(false);
  });

  test('a link carries at least 128 bits and the database only its hash', () => {
    const { token, hash } = linkToken('0190-id');
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(tokenHash(token).equals(hash)).toBe(true);
    expect(hash.toString('base64url')).not.toBe(token);
    expect(linkToken('0190-other').token).not.toBe(token);
  });
});

describe('wrong keys', () => {
  test.each(['k1', 'k1:', ':abcd', 'k1:c2hvcnQ=', `${first},k2:c2hvcnQ=`, `${first},`, ','])('%.10s are refused', (keys) => {
    expect(() => useKeys(keys)).toThrow('ENCRYPTION_KEYS');
  });
});

describe('the secrets of an installation', () => {
  test('are made once, only for their owner, and kept', () => {
    const secrets = loadSecrets(dataDir);
    expect(loadSecrets(dataDir)).toEqual(secrets);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    useKeys();
    const { keyId, content } = encryptText('x');
    expect(decryptText(keyId, content)).toBe('x');
  });
});
