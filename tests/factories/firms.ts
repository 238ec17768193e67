import type { Owner } from './owner.ts';
import { createPerson, type Person } from './people.ts';
import { uniqueBusinessNumber, uniqueWord } from './unique.ts';

/** A firm with the representative who may sign for it. */
export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly businessNumber: string;
  readonly representative: Person;
}

interface FirmOptions {
  readonly name?: string;
  readonly state?: string;
}

/** Makes a firm, active unless another state is named, and its representative. */
export async function createFirm(owner: Owner, options: FirmOptions = {}): Promise<Firm> {
  const name = options.name ?? `Firm ${uniqueWord()}`;
  const businessNumber = uniqueBusinessNumber();
  const [row] = await owner<{ id: string }>(
    `insert into firm (state, business_number, name, representative_name, firm_type, size, employees, sales_won, verified_at)
     values ($1, $2, $3, $4, 'corporation', 'small', 42, 4200000000, now()) returning id`,
    [options.state ?? 'active', businessNumber, name, `Head of ${name}`],
  );
  if (!row) throw new Error('The firm was not made.');
  return { id: row.id, name, businessNumber, representative: await createPerson(owner, 'representative', { firmId: row.id }) };
}
