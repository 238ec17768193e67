import { getConfig } from '#app/config/config.ts';
import { isValidBusinessNumber } from '#app/domain/formats/business-number.ts';
import { httpRegistryChecker } from './registry-http.ts';

/** What the business registry says about a number. */
export type RegistryStatus = 'going' | 'suspended' | 'closed' | 'mismatch' | 'unknown';

export interface RegistryReply {
  readonly source: string;
  readonly status: RegistryStatus;
  readonly checkedAt: string;
}

export interface RegistryQuestion {
  readonly businessNumber: string;
  readonly firmName: string;
  readonly representativeName: string;
}

/** Asks a business registry. Never throws: a silent service answers `unknown`, and an officer then checks by hand. */
export interface RegistryChecker {
  check(question: RegistryQuestion, now: Date): Promise<RegistryReply>;
}

/** The checker of an installation without access to the tax service: the check digit decides. */
export const offlineRegistryChecker: RegistryChecker = {
  check: (question, now) =>
    Promise.resolve({ source: 'offline', status: isValidBusinessNumber(question.businessNumber) ? 'going' : 'unknown', checkedAt: now.toISOString() }),
};

let replaced: RegistryChecker | null = null;
let configured: RegistryChecker | null = null;

/** The checker in use: the tax office's interface when REGISTRY_URL is set, otherwise the check digit. */
export function getRegistryChecker(): RegistryChecker {
  if (replaced) return replaced;
  const { registryUrl } = getConfig();
  configured ??= registryUrl ? httpRegistryChecker(registryUrl) : offlineRegistryChecker;
  return configured;
}

/** Puts another checker in place (one of a test or of the demonstration) and returns the one before. */
export function useRegistryChecker(checker: RegistryChecker): RegistryChecker {
  const before = getRegistryChecker();
  replaced = checker;
  return before;
}
