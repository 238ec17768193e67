import type { Text } from '#app/domain/workflow/machine.ts';
import banks from '#db/seeds/banks.json' with { type: 'json' };

/** A bank with the code that the Korean clearing house uses. */
export interface Bank {
  readonly code: string;
  readonly name: Text;
}

/** Banks an account can be at, in the order of their codes. */
export function listBanks(): readonly Bank[] {
  return banks;
}

/** The bank of a code; null for an unknown one. */
export function findBank(code: string): Bank | null {
  return banks.find((bank) => bank.code === code) ?? null;
}
