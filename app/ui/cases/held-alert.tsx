import type { HoldScope } from '#app/domain/workflow/hold-machine.ts';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';

interface HeldAlertProps {
  readonly scope: HoldScope;
  /** Page of the hold, for those who may open it. */
  readonly to?: string;
}

/** Stands in the place of a button that a hold has stopped: what is stopped, and where the reason is. */
export function HeldAlert({ scope, to }: HeldAlertProps) {
  const { t } = useI18n();
  return (
    <Alert kind="warn" icon="stop" title={t('errors.held.title')}>
      <p>{t(`errors.held.${scope}`)}</p>
      {to ? (
        <p>
          <Link to={to}>{t('errors.held.open')}</Link>
        </p>
      ) : null}
    </Alert>
  );
}

/** True when a hold of the case stops this scope. */
export function isScopeHeld(holds: readonly string[], scope: HoldScope): boolean {
  return holds.includes(scope) || holds.includes('all');
}
