import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computeBusinessNumberCheckDigit,
  formatBusinessNumber,
  isValidBusinessNumber,
  parseBusinessNumber,
} from '#app/domain/formats/business-number.ts';
import { formatCorporateNumber, parseCorporateNumber } from '#app/domain/formats/corporate-number.ts';
import { maskEmail, parseEmail } from '#app/domain/formats/email.ts';
import { maskPersonName, parsePersonName } from '#app/domain/formats/person-name.ts';
import { findPhoneKind, formatPhone, isMobilePhone, maskPhone, parsePhone } from '#app/domain/formats/phone.ts';
import { parsePostalCode } from '#app/domain/formats/postal-code.ts';

describe('business number', () => {
  it.each([
    '124-81-00998', '220-81-62517', '120-81-47521', '107-86-14075', '101-81-09147', '506-81-00017',
    '999-81-00000', '999-81-00015', '999-81-00029', '999-81-00034', '999-81-12340', '999-86-20262', '999-10-01237',
    '111-11-11119', '222-22-22227', '333-33-33336',
  ])('accepts %s', (text) => {
    expect(isValidBusinessNumber(text)).toBe(true);
    expect(formatBusinessNumber(parseBusinessNumber(text) ?? '')).toBe(text);
  });

  it.each(['123-45-67890', '000-00-00000', '0000000000', '124-81-0099', '12A-81-00998', '', '1248-10-0998'])('refuses %s', (text) => {
    expect(parseBusinessNumber(text)).toBeNull();
  });

  it('refuses every change of the last digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), fc.integer({ min: 0, max: 9 }), (nine, last) => {
        const check = computeBusinessNumberCheckDigit(nine);
        expect(isValidBusinessNumber(`${nine}${last}`)).toBe(last === check);
      }),
    );
  });

  it('formats and parses back to the same digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), (nine) => {
        const digits = `${nine}${computeBusinessNumberCheckDigit(nine)}`;
        expect(parseBusinessNumber(formatBusinessNumber(digits))).toBe(digits);
      }),
    );
  });
});

describe('corporate number', () => {
  it.each(['130111-0006246', '110111-0062432'])('accepts %s with its check digit', (text) => {
    expect(parseCorporateNumber(text)).toEqual({ form: 'ok', digits: text.replace('-', ''), checksum: 'ok' });
    expect(formatCorporateNumber(text.replace('-', ''))).toBe(text);
  });

  it('only warns about a wrong check digit', () => {
    expect(parseCorporateNumber('130111-0006247')).toMatchObject({ form: 'ok', checksum: 'warning' });
  });

  it('refuses a wrong length', () => {
    expect(parseCorporateNumber('130111-000624')).toEqual({ form: 'malformed' });
  });
});

describe('phone', () => {
  it.each([
    ['010-1234-5678', '01012345678', 'mobile', '010-1234-5678'],
    ['+82 10 1234 5678', '01012345678', 'mobile', '010-1234-5678'],
    ['02-123-4567', '021234567', 'seoul', '02-123-4567'],
    ['0212345678', '0212345678', 'seoul', '02-1234-5678'],
    ['031.123.4567', '0311234567', 'area', '031-123-4567'],
    ['070-1234-5678', '07012345678', 'internet', '070-1234-5678'],
    ['1588-1234', '15881234', 'service', '1588-1234'],
    ['0504-1234-5678', '050412345678', 'virtual', '0504-1234-5678'],
  ])('reads %s', (input, digits, kind, shown) => {
    const phone = parsePhone(input);
    expect(phone).toBe(digits);
    expect(findPhoneKind(digits)).toBe(kind);
    expect(formatPhone(digits)).toBe(shown);
    expect(parsePhone(shown)).toBe(phone);
  });

  it.each(['', '123', '010-123-456', '+1 212 555 1234', '010-abcd-5678'])('refuses %s', (input) => {
    expect(parsePhone(input)).toBeNull();
  });

  it('masks the middle and knows mobiles', () => {
    expect(maskPhone('01012345678')).toBe('010-****-5678');
    expect(isMobilePhone('010-1234-5678')).toBe(true);
    expect(isMobilePhone('02-123-4567')).toBe(false);
  });
});

describe('other formats', () => {
  it('reads postal codes of five digits only', () => {
    expect(parsePostalCode(' 04513 ')).toBe('04513');
    expect(parsePostalCode('135-010')).toBeNull();
  });

  it('reads names as one field and masks them', () => {
    expect(parsePersonName('  이  서준 ')).toBe('이 서준');
    expect(parsePersonName('1234')).toBeNull();
    expect(maskPersonName('이서준')).toBe('이*준');
    expect(maskPersonName('김솔')).toBe('김*');
    expect(maskPersonName('Jane Doe')).toBe('J*** D***');
  });

  it('reads e-mail addresses', () => {
    expect(parseEmail(' Lee@Firm.Example ')).toBe('Lee@firm.example');
    for (const bad of ['a@b', 'a..b@c.kr', '@c.kr', 'a b@c.kr', 'a@-c.kr']) expect(parseEmail(bad)).toBeNull();
    expect(maskEmail('lee@firm.example')).toBe('le***@firm.example');
  });
});
