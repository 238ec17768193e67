import type { CaseStage } from '#app/domain/workflow/case-stage.ts';
import { paths } from '#app/http/paths.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';

export interface NextStep {
  readonly label: MessageId;
  readonly to: string;
}

/** The page on which a consultant goes on with a firm; null where nothing is to be done by the consultant. */
export function nextStepOf(stage: CaseStage | null, applicationId: string): NextStep | null {
  switch (stage?.stage) {
    case 'diagnose':
      return { label: 'consultants.next.assessment', to: paths.consultantAssessment(applicationId) };
    case 'plan':
    case 'decide':
      return { label: 'consultants.next.plan', to: paths.consultantPlan(applicationId) };
    case 'contract':
    case 'execute':
      return { label: 'consultants.next.visit', to: paths.consultantVisitNew({ application: applicationId }) };
    case 'complete':
    case 'verify':
      return { label: 'consultants.next.kpis', to: paths.consultantKpis(applicationId) };
    default:
      return null;
  }
}
