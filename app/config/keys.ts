import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { getConfig } from './config.ts';
import { loadSecrets } from './secrets.ts';

interface Key {
  readonly id: string;
  readonly secret: Buffer;
}

/** Keys of this installation, newest first; older ones stay readable while rows are moved to the new one. */
function keys(): readonly [Key, ...Key[]] {
  const config = getConfig();
  const text = config.encryptionKeys ?? loadSecrets(config.dataDir).encryptionKeys;
  const parsed = text.split(',').map((entry) => {
    const [id = '', secret = ''] = entry.trim().split(':');
    return { id, secret: Buffer.from(secret, 'base64') };
  });
  const [first, ...rest] = parsed;
  if (!first || parsed.some((key) => !key.id || key.secret.length !== 32)) throw new Error('ENCRYPTION_KEYS must be id:base64 pairs of 32 bytes.');
  return [first, ...rest];
}

function purposeKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}

/** Encrypts a short text (bank account number) with AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag. */
export function encryptText(text: string): { keyId: string; content: Buffer } {
  const [key] = keys();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', purposeKey(key.secret, 'field'), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { keyId: key.id, content: Buffer.concat([nonce, body, cipher.getAuthTag()]) };
}

/** Reads what encryptText wrote. Throws when the key is unknown or the content was altered. */
export function decryptText(keyId: string, content: Buffer): string {
  const key = keys().find((candidate) => candidate.id === keyId);
  if (!key) throw new Error(`Encryption key ${keyId} is not configured.`);
  const decipher = createDecipheriv('aes-256-gcm', purposeKey(key.secret, 'field'), content.subarray(0, 12));
  decipher.setAuthTag(content.subarray(-16));
  return Buffer.concat([decipher.update(content.subarray(12, -16)), decipher.final()]).toString('utf8');
}

/** Keyed hash of a text for duplicate checks; equal texts give equal hashes, the text cannot be tried out without the key. */
export function blindHash(text: string): Buffer {
  return createHmac('sha256', purposeKey(keys()[0].secret, 'blind')).update(text).digest();
}

/**
 * The secret part of a one-time link, derived from a random id: the database holds only the id in the notice and the
 * hash of the secret, so a stolen dump opens no link.
 */
export function linkToken(id: string): { token: string; hash: Buffer } {
  const token = createHmac('sha256', purposeKey(keys()[0].secret, 'link')).update(id).digest('base64url');
  return { token, hash: tokenHash(token) };
}

/** Hash under which a presented token is looked up. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
