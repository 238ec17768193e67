import { expect, test } from 'vitest';
import { refuseObjection } from '#app/domain/assignments/objection-window.ts';

test('a firm may object until the end of the last day, and once in a case', () => {
  const open = { hasObjected: false, dueOn: '2026-08-21', today: '2026-08-21' };
  expect(refuseObjection(open)).toBeNull();
  expect(refuseObjection({ ...open, today: '2026-08-22' })).toBe('late');
  expect(refuseObjection({ ...open, dueOn: null })).toBe('late');
  expect(refuseObjection({ ...open, hasObjected: true })).toBe('used');
});
