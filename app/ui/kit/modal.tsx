import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useLocation } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ButtonVariant } from '#app/ui/kit/button.tsx';
import { classNames } from '#app/ui/kit/class-names.ts';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';
import { Icon } from '#app/ui/kit/icon.tsx';

interface ModalProps {
  /** Words on the button that opens it. */
  trigger: ReactNode;
  title: ReactNode;
  variant?: ButtonVariant;
  size?: 'large' | 'medium';
  /** Open at once: its form came back with errors. */
  open?: boolean;
  children: ReactNode;
}

/** A native dialog; without scripts the same content opens in place under its button. */
export function Modal({ trigger, title, variant = 'secondary', size = 'large', open, children }: ModalProps) {
  const { t } = useI18n();
  const enhanced = useEnhanced();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { key } = useLocation();
  const look = classNames('krds-btn', variant, size === 'medium' && 'medium');

  useEffect(() => {
    const element = dialog.current;
    if (!enhanced || !element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [enhanced, open, key]);

  if (!enhanced) {
    return (
      <details className="modal-inline" open={open}>
        <summary className={look}>{trigger}</summary>
        <section className="decide" aria-labelledby={titleId}>
          <h2 id={titleId}>{title}</h2>
          {children}
        </section>
      </details>
    );
  }
  return (
    <>
      <button type="button" className={look} onClick={() => dialog.current?.showModal()}>
        {trigger}
      </button>
      <dialog ref={dialog} className="modal" aria-labelledby={titleId}>
        <div className="h-row">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-btn" onClick={() => dialog.current?.close()}>
            <Icon name="x" />
            <span className="sr-only">{t('kit.close')}</span>
          </button>
        </div>
        <div className="modal-body">{children}</div>
      </dialog>
    </>
  );
}
