import { expect, test } from 'vitest';
import { acceptsSubmissions, callPhase } from '#app/domain/programmes/call-window.ts';

const call = { opensAt: new Date('2026-07-01T00:00:00Z'), closesAt: new Date('2026-08-14T09:00:00Z'), graceMinutes: 30 };
const at = (iso: string) => callPhase(call, new Date(iso));

test('a call is open from its first to its last instant, both included', () => {
  expect(at('2026-06-30T23:59:59.999Z')).toBe('before');
  expect(at('2026-07-01T00:00:00Z')).toBe('open');
  expect(at('2026-08-14T09:00:00Z')).toBe('open');
});

test('grace begins after the deadline and ends to the millisecond', () => {
  expect(at('2026-08-14T09:00:00.001Z')).toBe('grace');
  expect(at('2026-08-14T09:30:00Z')).toBe('grace');
  expect(at('2026-08-14T09:30:00.001Z')).toBe('closed');
  expect((['before', 'open', 'grace', 'closed'] as const).filter(acceptsSubmissions)).toEqual(['open', 'grace']);
});
