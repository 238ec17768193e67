import { describe, expect, test } from 'vitest';
import { securityHeaders } from '#app/http/security-headers.ts';

const plain = securityHeaders({ nonce: 'N0nce+/=', isSecure: false });
const secure = securityHeaders({ nonce: 'N0nce+/=', isSecure: true });

function directives(policy: string): Map<string, string> {
  return new Map(policy.split('; ').map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1).join(' ')]));
}

describe('the content security policy', () => {
  const policy = directives(plain['Content-Security-Policy'] ?? '');

  test('runs only scripts with the nonce of the response', () => {
    expect(policy.get('script-src')).toBe("'nonce-N0nce+/=' 'strict-dynamic'");
  });

  test('starts from nothing and names each source of its own', () => {
    expect(policy.get('default-src')).toBe("'none'");
    for (const name of ['object-src', 'base-uri', 'frame-ancestors']) expect(policy.get(name)).toBe("'none'");
    for (const name of ['style-src', 'font-src', 'connect-src', 'form-action', 'worker-src', 'manifest-src']) expect(policy.get(name)).toBe("'self'");
  });

  test('allows neither inline styles nor evaluated code nor another host', () => {
    expect(plain['Content-Security-Policy']).not.toMatch(/unsafe|https?:|\*/);
  });
});

test('every response forbids sniffing, framing, foreign windows and foreign use', () => {
  expect(plain).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  expect(plain['Permissions-Policy']).toContain('payment=()');
  expect(plain['Vary']).toContain('Sec-Fetch-Site');
});

test('browsers are held to TLS only where it is spoken', () => {
  expect(plain).not.toHaveProperty('Strict-Transport-Security');
  const [, age] = /max-age=(\d+)/.exec(secure['Strict-Transport-Security'] ?? '') ?? [];
  expect(Number(age)).toBeGreaterThanOrEqual(31_536_000);
  expect(secure['Strict-Transport-Security']).toContain('includeSubDomains');
});
