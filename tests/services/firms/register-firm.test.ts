import { beforeAll, describe, expect, test } from 'vitest';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { registerFirm, type Registration } from '#app/services/firms/register-firm.ts';
import { useRegistryChecker } from '#app/services/firms/registry-checker.ts';
import { getRegistrationForm } from '#app/services/firms/get-registration-form.ts';
import { contextOf } from '#tests/factories/people.ts';
import { uniqueBusinessNumber, uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const ctx = () => contextOf(visitorActor('ko'));

function registration(over: Partial<Registration> = {}): Registration {
  return {
    email: `boss-${uniqueWord()}@firm.example`,
    passwordHash: '$argon2id$test',
    contactName: '김대표',
    mobile: '01012345678',
    businessNumber: uniqueBusinessNumber(),
    firmName: `가온정밀 ${uniqueWord()}`,
    representativeName: '김대표',
    regionCode: '41',
    eligibilityCode: null,
    consentTextIds: [],
    ip: '203.0.113.7',
    locale: 'ko',
    ...over,
  };
}

const firmOf = (businessNumber: string) => database.owner<{ id: string; state: string; verified_at: Date | null }>('select id, state, verified_at from firm where business_number = $1', [businessNumber]);

describe('registering a firm', () => {
  let consentIds: string[] = [];
  beforeAll(async () => {
    consentIds = (await getRegistrationForm(ctx())).consents.map((consent) => consent.id);
  });

  test('makes the firm, its representative, the grant and one mail', async () => {
    expect(consentIds.length).toBeGreaterThan(0);
    const input = registration({ consentTextIds: consentIds, eligibilityCode: '1-TEST-1' });
    await registerFirm(ctx(), input);
    const [firm] = await firmOf(input.businessNumber);
    expect(firm).toMatchObject({ state: 'active' });
    const people = await database.owner('select u.email, u.email_verified_at, g.duty, m.duty as member from app_user u join role_grant g on g.user_id = u.id join firm_member m on m.user_id = u.id where m.firm_id = $1', [firm?.id]);
    expect(people).toEqual([{ email: input.email, email_verified_at: null, duty: 'representative', member: 'representative' }]);
    const mails = await database.owner('select kind from mail_delivery where to_email = $1', [input.email]);
    expect(mails).toEqual([{ kind: 'verify_email' }]);
    const consents = await database.owner('select is_given from application_consent c join app_user u on u.id = c.user_id where u.email = $1', [input.email]);
    expect(consents).toHaveLength(consentIds.length);
    const events = await database.owner<{ action: string }>(`select action from event where firm_id = $1 and machine = 'firm' order by recorded_at, version_after`, [firm?.id]);
    expect(events.map((event) => event.action)).toEqual(['start', 'submit', 'pass_registry_check', 'prove_authority']);
  });

  test('refuses a number that is taken, beside its field, and makes no account', async () => {
    const first = registration();
    await registerFirm(ctx(), first);
    const second = registration({ businessNumber: first.businessNumber });
    const error = await registerFirm(ctx(), second).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'duplicate_firm', fields: { businessNumber: ['firms.register.number_taken'] } });
    expect(await database.owner('select 1 from app_user where email = $1', [second.email])).toEqual([]);
  });

  test('of two registrations of one number at once exactly one stands', async () => {
    const businessNumber = uniqueBusinessNumber();
    const results = await Promise.allSettled([registerFirm(ctx(), registration({ businessNumber })), registerFirm(ctx(), registration({ businessNumber }))]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await firmOf(businessNumber)).toHaveLength(1);
  });

  test('answers a known address like a new one and only writes to that address', async () => {
    const first = registration();
    await registerFirm(ctx(), first);
    await database.owner('update app_user set email_verified_at = now() where email = $1', [first.email]);
    const again = registration({ email: first.email });
    await expect(registerFirm(ctx(), again)).resolves.toBeUndefined();
    expect(await firmOf(again.businessNumber)).toEqual([]);
    const mails = await database.owner<{ kind: string }>('select kind from mail_delivery where to_email = $1 order by created_at', [first.email]);
    expect(mails.map((mail) => mail.kind)).toEqual(['verify_email', 'account_exists']);
  });

  test('a double click sends the link again and makes nothing twice', async () => {
    const input = registration();
    await registerFirm(ctx(), input);
    await registerFirm(ctx(), input);
    expect(await firmOf(input.businessNumber)).toHaveLength(1);
  });

  test('a number the registry does not confirm waits for an officer', async () => {
    const before = useRegistryChecker({ check: (_question, now) => Promise.resolve({ source: 'test', status: 'closed', checkedAt: now.toISOString() }) });
    try {
      const input = registration();
      await registerFirm(ctx(), input);
      expect((await firmOf(input.businessNumber))[0]?.state).toBe('needs_attention');
    } finally {
      useRegistryChecker(before);
    }
  });
});
