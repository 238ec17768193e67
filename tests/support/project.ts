import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's top folder, without a slash at its end. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
