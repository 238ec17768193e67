import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({
  databaseOwnerPassword: z.string().min(16),
  databaseAppPassword: z.string().min(16),
  encryptionKeys: z.string().min(40),
});

/** The file of secrets is damaged; the message is one sentence for the person who starts the product. */
export class SecretsError extends Error {}

export type Secrets = z.infer<typeof shape>;

/**
 * Secrets of this installation, made on the first start and kept in the data folder (mode 0600).
 * Elsewhere they come from the environment (PORTAL_APP_PASSWORD, ENCRYPTION_KEYS).
 */
export function loadSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secrets.json');
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    // Never made anew over old ones: the database and what is encrypted in it would be lost.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new SecretsError(`${file} cannot be read; put back its last copy, for without it the database cannot be opened.`);
  }
  const secrets: Secrets = {
    databaseOwnerPassword: randomBytes(24).toString('base64url'),
    databaseAppPassword: randomBytes(24).toString('base64url'),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
  };
  // Written beside and renamed: a start that is killed here leaves no half file.
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
