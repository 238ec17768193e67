import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { sideLabel } from '#app/ui/cases/case-state.tsx';
import { EvaluatorsPanel, RankingPanel } from '#app/ui/cases/evaluators-panel.tsx';
import { PickUpPanel, RejectionPanel, ScreeningPanel } from '#app/ui/cases/screening-panel.tsx';
import { SelectionPanel } from '#app/ui/cases/selection-panel.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';

/** What the reader can do on a case now; who cannot act reads whose turn it is. */
export function CasePanel({ shown, reply }: { shown: ShownCase; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const { actions } = shown;
  if (actions.includes('pick_up')) return <PickUpPanel shown={shown} reply={reply} />;
  if (actions.includes('pass_eligibility')) return <ScreeningPanel shown={shown} reply={reply} />;
  if (actions.includes('confirm_ineligible')) return <RejectionPanel shown={shown} reply={reply} />;
  if (actions.includes('assign_evaluators')) return <EvaluatorsPanel shown={shown} reply={reply} />;
  if (actions.includes('rank')) return <RankingPanel shown={shown} reply={reply} />;
  if (actions.includes('admit')) return <SelectionPanel shown={shown} reply={reply} />;
  return (
    <DecisionPanel title={t('cases.panel.next')}>
      <p className="small">{shown.stage.side === 'none' ? t('cases.panel.nobody') : t('cases.panel.others', { side: t(sideLabel(shown.stage.side)) })}</p>
    </DecisionPanel>
  );
}

/** The way to the assignment page while a selected firm has no consultant. */
export function AssignPanel({ shown }: { shown: ShownCase }) {
  const { t } = useI18n();
  return (
    <DecisionPanel title={t('cases.panel.match')}>
      <p className="small">{t('cases.panel.match_hint')}</p>
      <ButtonLink to={paths.officerAssign(shown.head.id)} variant="primary" iconEnd="arrow">
        {t('cases.panel.match_open')}
      </ButtonLink>
    </DecisionPanel>
  );
}
