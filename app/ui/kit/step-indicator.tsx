import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';

export interface Step {
  label: ReactNode;
  status: 'done' | 'active' | 'todo';
}

/** Where in the process: labelled line on wide screens, bar with "6 of 12" on a phone. */
export function StepIndicator({ label, steps, aside }: { label: string; steps: readonly Step[]; aside?: ReactNode }) {
  const { t } = useI18n();
  const at = steps.findIndex((step) => step.status === 'active');
  const active = steps[at];
  return (
    <section className="steps" aria-label={label}>
      <div className="h-row">
        <p className="small">
          <span className="soft">
            {active ? t('kit.steps.position', { total: steps.length, current: at + 1 }) : t('kit.steps.total', { total: steps.length })}
          </span>{' '}
          {active ? <b>{active.label}</b> : null}
        </p>
        {aside}
      </div>
      <ol className="krds-step-wrap">
        {steps.map((step, index) => (
          <li key={index} className={step.status} aria-current={step.status === 'active' ? 'step' : undefined}>
            {step.label}
            {step.status === 'done' ? <span className="sr-only"> {t('kit.steps.done')}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
