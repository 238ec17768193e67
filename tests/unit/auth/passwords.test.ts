import { describe, expect, test } from 'vitest';
import { hashPassword, passwordProblem, verifyPassword } from '#app/auth/passwords.ts';
import { AppError } from '#app/domain/errors.ts';

describe('hashing', () => {
  test('is argon2id with the parameters of OWASP and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  test('verifies exactly what was typed', async () => {
    const stored = await hashPassword(' Pässwörd 한글 ');
    expect(await verifyPassword(stored, ' Pässwörd 한글 ')).toBe(true);
    for (const other of ['Pässwörd 한글', ' pässwörd 한글 ', '', ' Pässwörd 한글 '.normalize('NFD')]) expect(await verifyPassword(stored, other)).toBe(false);
  });

  test('a stored text that is no hash verifies nothing', async () => {
    for (const stored of ['', 'plain', '$argon2id$broken']) expect(await verifyPassword(stored, stored)).toBe(false);
  });

  test('for an unknown person a decoy is verified, which takes as long and never fits', async () => {
    const stored = await hashPassword('correct horse battery');
    await verifyPassword(null, 'warm up');
    const time = async (hash: string | null): Promise<number> => {
      const started = performance.now();
      for (let round = 0; round < 8; round += 1) expect(await verifyPassword(hash, 'no such person')).toBe(false);
      return performance.now() - started;
    };
    const known = await time(stored);
    const unknown = await time(null);
    expect(unknown).toBeGreaterThan(known / 4);
  });
});

describe('a flood of passwords', () => {
  test('is refused beyond two at work and 64 waiting, and is over when they are done', async () => {
    const stored = await hashPassword('correct horse battery');
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => verifyPassword(stored, 'guess')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(100 - 66);
    for (const outcome of refused) expect(outcome.reason).toMatchObject({ code: 'too_many_requests' });
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled').every(({ value }) => value === false)).toBe(true);
    expect(await verifyPassword(stored, 'correct horse battery')).toBe(true);
  });

  test('is refused in hashing too, as an error the pages know', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 70 }, () => hashPassword('correct horse battery')));
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons).toHaveLength(4);
    expect(reasons.every((reason) => reason instanceof AppError)).toBe(true);
  });
});

describe('a new password', () => {
  test.each([
    ['short', 'accounts.password.too_short'],
    ['a'.repeat(201), 'accounts.password.too_long'],
    ['password12', 'accounts.password.common'],
    ['PASSWORD12', 'accounts.password.common'],
    ['aaaaaaaaaaaa', 'accounts.password.common'],
    ['my-GAON-precision', 'accounts.password.context'],
  ])('%.20s is refused: %s', (password, problem) => {
    expect(passwordProblem(password, ['gaon', 'kim'])).toBe(problem);
  });

  test.each(['correct horse', '가나다라마바사아자차', 'x'.repeat(64).replace('x', 'y'), '          1', 'kimkimkimkim1'])('%.20s is accepted: length is the rule, not kinds of characters', (password) => {
    expect(passwordProblem(password, ['gaon', 'kim', ''])).toBeNull();
  });
});
