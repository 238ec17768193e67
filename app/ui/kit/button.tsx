import { useId, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { classNames } from '#app/ui/kit/class-names.ts';
import { useFormBusy } from '#app/ui/kit/forms/form-context.tsx';
import { Icon, type IconName } from '#app/ui/kit/icon.tsx';

/** One primary per view; secondary for the others; text for quiet ones; danger names its effect in the label. */
export type ButtonVariant = 'primary' | 'secondary' | 'text' | 'danger';

interface Look {
  variant?: ButtonVariant;
  size?: 'large' | 'medium';
  icon?: IconName;
  iconEnd?: IconName;
  /** At least 22 rem wide: the main action of a page. */
  wide?: boolean;
}

function lookClass({ variant = 'secondary', size = 'large', wide }: Look, extra?: string): string {
  return classNames('krds-btn', variant, size === 'medium' && 'medium', wide && 'btn-wide', extra);
}

/** A button. With `disabledReason` it is disabled and the sentence that opens it stands below. */
export function Button({
  variant,
  size,
  icon,
  iconEnd,
  wide,
  disabledReason,
  className,
  children,
  type = 'button',
  ...rest
}: Look & ComponentPropsWithoutRef<'button'> & { disabledReason?: ReactNode }) {
  const reasonId = useId();
  const busy = useFormBusy();
  const sending = busy && type === 'submit';
  const button = (
    <button
      {...rest}
      type={type}
      className={lookClass({ variant, size, wide }, className)}
      disabled={disabledReason ? true : rest.disabled}
      aria-disabled={sending ? true : rest['aria-disabled']}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
      {iconEnd ? <Icon name={iconEnd} /> : null}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <div className="btn-reason">
      {button}
      <p className="form-hint" id={reasonId}>
        {disabledReason}
      </p>
    </div>
  );
}

/** A link that looks like a button. `reload` loads the whole document: files, sign-out, language. */
export function ButtonLink({
  to,
  variant,
  size,
  icon,
  iconEnd,
  wide,
  reload,
  className,
  children,
  ...rest
}: Look & { to: string; reload?: boolean; children: ReactNode } & Omit<ComponentPropsWithoutRef<'a'>, 'href'>) {
  return (
    <Link {...rest} to={to} reloadDocument={reload} className={lookClass({ variant, size, wide }, className)}>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {iconEnd ? <Icon name={iconEnd} /> : null}
    </Link>
  );
}

/** Buttons side by side; on a phone each takes the full width. */
export function ButtonRow({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames('btns', className)}>{children}</div>;
}
