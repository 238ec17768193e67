import { expect, test } from 'vitest';
import { lastReadableDay, reachOf } from '#app/domain/assignments/former-access.ts';
import { countTries } from '#app/domain/assignments/tries.ts';

test('a replaced consultant reads for thirty days and works no more', () => {
  const until = lastReadableDay('2026-08-18');
  expect(until).toBe('2026-09-17');
  expect(reachOf({ state: 'ended', readableUntil: until }, '2026-09-17')).toBe('read');
  expect(reachOf({ state: 'ended', readableUntil: until }, '2026-09-18')).toBe('none');
  expect(reachOf({ state: 'ended', readableUntil: null }, '2026-08-18')).toBe('none');
  expect((['offered', 'accepted', 'active', 'handover', 'declined'] as const).map((state) => reachOf({ state, readableUntil: null }, '2026-08-18'))).toEqual(['read', 'read', 'work', 'work', 'none']);
});

test('tries are counted since the last consultant began; a stopped proposal is none yet', () => {
  const declined = { state: 'declined', startedOn: null };
  expect(countTries([declined, declined])).toBe(2);
  expect(countTries([{ state: 'conflict_found', startedOn: null }, declined, { state: 'handover', startedOn: '2026-08-01' }, declined])).toBe(1);
});
