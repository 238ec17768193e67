import { isValidBusinessNumber } from '#app/domain/formats/business-number.ts';

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

let current: RegistryChecker = offlineRegistryChecker;

/** The checker in use. */
export function getRegistryChecker(): RegistryChecker {
  return current;
}

/** Puts another checker in place (the tax service's, or one of a test) and returns the one before. */
export function useRegistryChecker(checker: RegistryChecker): RegistryChecker {
  const before = current;
  current = checker;
  return before;
}
