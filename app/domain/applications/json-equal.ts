/** True when two JSON values are equal; the order of object keys does not matter, the order of lists does. */
export function isDeepStrictEqualJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left);
  if (leftEntries.length !== Object.keys(right).length) return false;
  return leftEntries.every(([key, value]) => Object.hasOwn(right, key) && isDeepStrictEqualJson(value, (right as Record<string, unknown>)[key]));
}
