import { useEffect, useId, useRef, type ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';
import { Icon, type IconName } from '#app/ui/kit/icon.tsx';

/** What a message is about; `info` speaks of the present. */
export type AlertKind = 'info' | 'ok' | 'warn' | 'bad';

const icons: Record<AlertKind, IconName> = { info: 'info', ok: 'check', warn: 'clock', bad: 'late' };
const tones: Record<AlertKind, string> = { info: 'now', ok: 'ok', warn: 'warn', bad: 'bad' };

interface AlertProps {
  kind: AlertKind;
  title?: ReactNode;
  children?: ReactNode;
  /** Takes the focus when it appears: the answer to an action. */
  focusOnMount?: boolean;
  icon?: IconName;
  headingLevel?: 2 | 3;
}

/** A message about the page, at its top or beside what it speaks of. */
export function Alert({ kind, title, children, focusOnMount, icon, headingLevel = 2 }: AlertProps) {
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focusOnMount) box.current?.focus();
  }, [focusOnMount]);
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section
      ref={box}
      className={classNames('krds-alert', tones[kind])}
      role={kind === 'bad' ? 'alert' : 'status'}
      tabIndex={focusOnMount ? -1 : undefined}
      aria-labelledby={title ? titleId : undefined}
    >
      <Icon name={icon ?? icons[kind]} />
      <div>
        {title ? <Heading id={titleId}>{title}</Heading> : null}
        {children}
      </div>
    </section>
  );
}
