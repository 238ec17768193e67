import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { classNames } from '#app/ui/kit/class-names.ts';
import type { Field } from '#app/ui/kit/forms/form-context.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** Props that all fields share. */
export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Red asterisk and spoken word. Without it "optional" is said; `quiet` says neither. */
  required?: boolean;
  quiet?: boolean;
  /** An officer's remark (`Remark`) in the margin, or above the label on a phone. */
  remark?: ReactNode;
  /** `short`: numbers and dates; `medium`: names; `full` (default): the whole column. */
  width?: 'short' | 'medium' | 'full';
  disabled?: boolean;
}

/** ids for `aria-describedby`: hint, error, remark and what else belongs to a field. */
export function describedBy(field: Field, props: Pick<FieldProps, 'hint' | 'remark'>, ...more: (string | false | undefined)[]): string | undefined {
  const ids = [props.hint && field.hintId, field.errors.length > 0 && field.errorId, props.remark && field.remarkId, ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Asterisk with the word for screen readers, or "optional". */
export function NeedMark({ required, quiet }: Pick<FieldProps, 'required' | 'quiet'>) {
  const { t } = useI18n();
  if (required) {
    return (
      <>
        <span className="req" aria-hidden="true">
          *
        </span>
        <span className="sr-only">{t('kit.required')}</span>
      </>
    );
  }
  return quiet ? null : <span className="opt">{t('kit.optional')}</span>;
}

/** The messages of a field, with the sign of an error. */
export function FieldErrors({ field }: { field: Field }) {
  if (field.errors.length === 0) return null;
  return (
    <div id={field.errorId}>
      {field.errors.map((message) => (
        <p className="form-hint-invalid" key={message}>
          <Icon name="late" />
          <span>{message}</span>
        </p>
      ))}
    </div>
  );
}

/** Remark, label, hint, control and error in their fixed order. */
export function FieldFrame({ field, props, children, after }: { field: Field; props: FieldProps; children: ReactNode; after?: ReactNode }) {
  const invalid = field.errors.length > 0;
  return (
    <div className="field-row">
      {props.remark ? <div id={field.remarkId} className="remark-slot">{props.remark}</div> : null}
      <div className={classNames('form-group', invalid && 'is-error', props.width && `w-${props.width}`)}>
        <label htmlFor={field.id}>
          {props.label}
          <NeedMark required={props.required} quiet={props.quiet} />
        </label>
        {props.hint ? (
          <p className="form-hint" id={field.hintId}>
            {props.hint}
          </p>
        ) : null}
        {children}
        {after}
        <FieldErrors field={field} />
      </div>
    </div>
  );
}

/** A group of controls: the same order with `fieldset` and `legend`. */
export function GroupFrame({ field, props, radio, children }: { field: Field; props: FieldProps; radio?: boolean; children: ReactNode }) {
  const invalid = field.errors.length > 0;
  return (
    <div className="field-row">
      {props.remark ? <div id={field.remarkId} className="remark-slot">{props.remark}</div> : null}
      <fieldset className={classNames('form-group', invalid && 'is-error')} role={radio ? 'radiogroup' : undefined} aria-required={(radio && props.required) || undefined} aria-invalid={(radio && invalid) || undefined} aria-describedby={describedBy(field, props)} disabled={props.disabled}>
        <legend>
          {props.label}
          <NeedMark required={props.required} quiet={props.quiet} />
        </legend>
        {props.hint ? (
          <p className="form-hint" id={field.hintId}>
            {props.hint}
          </p>
        ) : null}
        {children}
        <FieldErrors field={field} />
      </fieldset>
    </div>
  );
}
