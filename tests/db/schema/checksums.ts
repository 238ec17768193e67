import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../db/migrations/', import.meta.url);
const file = new URL('checksums.json', folder);

/** SHA-256 of every migration file and of what they share. */
export function checksumsOfFiles(): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts').sort();
  return Object.fromEntries(names.map((name) => [name, createHash('sha256').update(readFileSync(new URL(name, folder))).digest('hex')]));
}

/** The checksums that were committed with the migrations. */
export function committedChecksums(): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

// Writes the list. A changed line of a migration that has landed is a mistake: databases that ran it will not run it again.
if (import.meta.main) writeFileSync(fileURLToPath(file), `${JSON.stringify(checksumsOfFiles(), null, 2)}\n`);
