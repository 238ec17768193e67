import type { AccessTable } from './access.ts';
import { accountsAccess } from './accounts-access.ts';
import { casesAccess } from './cases-access.ts';
import { fieldAccess } from './field-access.ts';
import { firmsAccess } from './firms-access.ts';
import { moneyAccess } from './money-access.ts';
import { programmesAccess } from './programmes-access.ts';

/** Access of every role to every table: the only place where rights are given. */
export const TABLE_ACCESS: AccessTable = {
  ...accountsAccess,
  ...programmesAccess,
  ...firmsAccess,
  ...casesAccess,
  ...moneyAccess,
  ...fieldAccess,
};
