import { describe, expect, it } from 'vitest';
import { canParentSee, closedFields, groupFigure, listVisibleFields, openFields, pickVisible } from '#app/domain/partners/visibility.ts';

const grant = { firmId: 'f', parentId: 'p', fields: ['kpi_values'] as const, fromOn: '2026-08-01', toOn: '2027-07-31', withdrawnOn: null };
const input = { linked: true, firmId: 'f', parentId: 'p', grants: [grant], today: '2026-09-01' };

describe('what a parent sees', () => {
  it('is nothing without a link and only open fields without a release', () => {
    expect(listVisibleFields({ ...input, linked: false })).toEqual([]);
    expect(listVisibleFields({ ...input, grants: [] })).toEqual([...openFields]);
    expect(listVisibleFields({ ...input, parentId: 'other' })).toEqual([...openFields]);
  });

  it('follows the release period and its withdrawal', () => {
    expect(canParentSee('kpi_values', input)).toBe(true);
    expect(canParentSee('kpi_values', { ...input, today: '2027-08-01' })).toBe(false);
    expect(canParentSee('kpi_values', { ...input, grants: [{ ...grant, withdrawnOn: '2026-09-01' }] })).toBe(false);
  });

  it('never contains a closed field', () => {
    for (const field of closedFields) expect(canParentSee(field, input)).toBe(false);
    expect(pickVisible({ name: 'x', cost_saving: 1 }, listVisibleFields(input))).toEqual({ name: 'x' });
  });

  it('hides groups below the smallest size', () => {
    expect(groupFigure(64.3, 4, 5)).toBeNull();
    expect(groupFigure(64.3, 5, 5)).toBe(64.3);
  });
});
