import { describe, expect, it } from 'vitest';
import { formKey } from '#app/ui/kit/forms/idempotency.ts';
import { amountOf, groupDigits, hyphenBusinessNumber, hyphenPhone } from '#app/ui/kit/forms/grouping.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import { IdempotencyContext, valueAt } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { markup } from './render.tsx';

const seed = '018f2d2e-7d1c-7a3b-9c11-000000000000';
const reply = {
  status: 'error',
  intent: null,
  initialValue: { firm: { name: 'Gaon' }, tasks: [{ title: 'Typed' }], grantWon: '45,000,000', areas: ['quality'] },
  error: { 'firm.name': ['Too short'], 'tasks[0].title': ['Missing'], '': ['Not now'], kind: ['Choose one'] },
} as const;

describe('a form', () => {
  const html = markup(
    <PortalForm id="f" reply={reply} defaults={{ firm: { name: 'Stored', phone: '02-000-0000' } }}>
      <TextField name="firm.name" label="Name" hint="As registered" required />
      <TextField name="firm.phone" label="Phone" />
      <TextField name="tasks[0].title" label="Task" />
      <MoneyField name="grantWon" label="Grant" />
      <RadioGroup name="kind" label="Kind" options={[{ value: 'a', label: 'A', hint: 'First' }, { value: 'b', label: 'B' }]} />
      <CheckboxGroup name="areas" label="Areas" options={[{ value: 'quality', label: 'Quality' }, { value: 'delivery', label: 'Delivery' }]} />
      <Button type="submit" disabledReason="Fill in everything first">Send</Button>
    </PortalForm>,
  );

  it('links each message of the summary to its field', () => {
    expect(html).toContain('<a href="#f-firm-name">Too short</a>');
    expect(html).toContain('id="f-firm-name"');
    expect(html).toContain('<a href="#f-tasks-0-title">Missing</a>');
    expect(html).toContain('id="f-tasks-0-title"');
    expect(html).toContain('<li>Not now</li>');
    expect(html).toContain('id="f-kind"');
  });

  it('ties hint and error to the input and marks it invalid', () => {
    expect(html).toMatch(/id="f-firm-name"[^>]*aria-invalid="true"[^>]*aria-describedby="f-firm-name-hint f-firm-name-error"/);
    expect(html).not.toMatch(/id="f-firm-phone"[^>]*aria-invalid/);
  });

  it('keeps what was typed and does not fall back to stored values', () => {
    expect(html).toMatch(/id="f-firm-name"[^>]*value="Gaon"/);
    expect(html).toMatch(/id="f-tasks-0-title"[^>]*value="Typed"/);
    expect(html).not.toContain('Stored');
  });

  it('echoes an amount in larger units', () => {
    expect(html).toContain('45,000,000원 (4,500만원)');
  });

  it('checks the chosen boxes again', () => {
    expect(html).toMatch(/value="quality"[^>]*checked|checked=""[^>]*value="quality"/);
    expect(html).not.toMatch(/value="delivery"[^>]*checked|checked=""[^>]*value="delivery"/);
  });

  it('says why a button is disabled', () => {
    const id = /<p class="form-hint" id="([^"]+)">Fill in everything first/.exec(html)?.[1];
    expect(html).toContain(`aria-describedby="${id}"`);
  });

  it('shows stored values when nothing was sent', () => {
    const fresh = markup(
      <PortalForm defaults={{ firm: { name: 'Stored' }, agreed: true }}>
        <TextField name="firm.name" label="Name" />
        <Checkbox name="agreed" label="Agreed" />
      </PortalForm>,
    );
    expect(fresh).toContain('value="Stored"');
    expect(fresh).toMatch(/name="agreed"[^>]*checked|checked=""[^>]*name="agreed"/);
    expect(fresh).not.toContain('role="alert"');
  });

  it('takes only the answer to its own intent', () => {
    const other = markup(
      <PortalForm reply={{ ...reply, intent: 'other' }} intent="mine">
        <TextField name="firm.name" label="Name" />
      </PortalForm>,
    );
    expect(other).not.toContain('Too short');
    expect(other).toContain('name="intent" value="mine"');
  });

  it('carries a UUID of its own for the document', () => {
    const two = markup(
      <IdempotencyContext.Provider value={seed}>
        <PortalForm id="one">x</PortalForm>
        <PortalForm id="two">y</PortalForm>
      </IdempotencyContext.Provider>,
    );
    const keys = [...two.matchAll(/name="_key" value="([^"]+)"/g)].map((match) => match[1]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(formKey(seed, 'one')).toBe(formKey(seed, 'one'));
  });

  it('has no button inside the label of a file field', () => {
    const file = markup(<PortalForm id="f"><FileField name="doc" label="Document" stored={{ to: '/files/1', name: 'old.pdf' }} required /></PortalForm>);
    expect(file).not.toMatch(/<label[^>]*>(?:(?!<\/label>).)*<(button|a) /);
    expect(file).not.toMatch(/type="file"[^>]*required/);
  });
});

describe('typed figures', () => {
  it('are grouped, and left alone when they are no number', () => {
    expect(groupDigits('45000000')).toBe('45,000,000');
    expect(groupDigits('0012345.60')).toBe('12,345.60');
    expect(groupDigits('about 5')).toBe('about 5');
    expect(amountOf('45,000,000')).toBe(45_000_000);
    expect(amountOf('4.5')).toBeNull();
  });

  it('get the hyphens of their kind', () => {
    expect(hyphenBusinessNumber('9998112340')).toBe('999-81-12340');
    expect(hyphenPhone('01012345678')).toBe('010-1234-5678');
    expect(hyphenPhone('0212345678')).toBe('02-1234-5678');
    expect(hyphenPhone('15881234')).toBe('1588-1234');
  });

  it('are read out of nested values by name', () => {
    expect(valueAt({ a: [{ b: 1 }] }, 'a[0].b')).toBe(1);
    expect(valueAt({ a: null }, 'a.b')).toBeUndefined();
  });
});
