import { z } from 'zod';
import { ELIGIBILITY_CHECKLIST } from '#app/domain/applications/eligibility-checklist.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { addNote } from '#app/services/applications/add-note.ts';
import { addEvaluators, assignEvaluators } from '#app/services/applications/assign-evaluators.ts';
import { confirmIneligible, returnToScreening } from '#app/services/applications/confirm-ineligible.ts';
import { decideApplication } from '#app/services/applications/decide-application.ts';
import { getCase } from '#app/services/applications/get-case.ts';
import { passEligibility } from '#app/services/applications/pass-eligibility.ts';
import { pickUpApplication } from '#app/services/applications/pick-up-application.ts';
import { proposeIneligible } from '#app/services/applications/propose-ineligible.ts';
import { rankApplication } from '#app/services/applications/rank-applications.ts';
import { recordChecks } from '#app/services/applications/record-checks.ts';
import { CasePage } from '#app/ui/cases/case-page.tsx';

await loadMessages('kit', 'cases', 'assignments', 'notices');

const params = z.object({ id: z.uuid() });
const words = z.string().trim().max(2000).optional().default('');
const reason = z.string().trim().min(2).max(2000);
const kind = z.enum(['admitted', 'reserve', 'rejected']);
const code = z.string().max(10).optional();
const evaluators = { evaluatorIds: z.array(z.uuid()).max(20).default([]), dueOn: z.iso.date() };
const check = z.object({ outcome: z.enum(['pass', 'fail', 'not_applicable']).or(z.literal('open')).optional().default('open'), evidence: z.string().trim().max(500).optional().default('') });
const checks = z.object(Object.fromEntries(ELIGIBILITY_CHECKLIST.map((item) => [item.code, check])));

const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('pick_up') }),
  z.object({ intent: z.literal('record_checks'), checks }),
  z.object({ intent: z.literal('pass_eligibility') }),
  z.object({ intent: z.literal('propose_ineligible'), reasonCode: z.string().max(10), reason }),
  z.object({ intent: z.literal('confirm_ineligible'), reason }),
  z.object({ intent: z.literal('return_to_screening'), reason }),
  z.object({ intent: z.literal('assign_evaluators'), ...evaluators }),
  z.object({ intent: z.literal('add_evaluators'), ...evaluators }),
  z.object({ intent: z.literal('rank'), kind, reasonCode: code, reasonText: words, feedback: words }),
  z.object({ intent: z.literal('decide'), kind, reasonCode: code, reasonText: words, feedback: words }),
  z.object({ intent: z.literal('add_note'), text: z.string().trim().min(1).max(5000) }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t }) => {
  const shown = await getCase(ctx, id);
  return { shown, readOnly: ctx.actor.role === 'auditor', title: t('cases.head.title', { name: shown.head.firmName }) };
});

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const page = paths.officerApplication(applicationId);
  switch (given.intent) {
    case 'pick_up':
      await pickUpApplication(ctx, { applicationId });
      return redirectWithNotice(page, 'cases.done.picked_up');
    case 'record_checks': {
      const list = Object.entries(given.checks).map(([itemCode, entry]) => ({ itemCode, ...entry }));
      const { recorded } = await recordChecks(ctx, { applicationId, checks: list });
      return redirectWithNotice(`${page}#checks`, 'cases.done.checks', { count: recorded });
    }
    case 'pass_eligibility':
      await passEligibility(ctx, { applicationId });
      return redirectWithNotice(page, 'cases.done.passed');
    case 'propose_ineligible':
      await proposeIneligible(ctx, { applicationId, reasonCode: given.reasonCode, reason: given.reason });
      return redirectWithNotice(page, 'cases.done.proposed');
    case 'confirm_ineligible':
      await confirmIneligible(ctx, { applicationId, reason: given.reason });
      return redirectWithNotice(page, 'cases.done.ineligible');
    case 'return_to_screening':
      await returnToScreening(ctx, { applicationId, reason: given.reason });
      return redirectWithNotice(page, 'cases.done.returned');
    case 'assign_evaluators':
    case 'add_evaluators': {
      const assign = given.intent === 'assign_evaluators' ? assignEvaluators : addEvaluators;
      await assign(ctx, { applicationId, evaluatorIds: given.evaluatorIds, dueOn: given.dueOn });
      return redirectWithNotice(page, 'cases.done.evaluators', { count: given.evaluatorIds.length });
    }
    case 'rank': {
      const score = await rankApplication(ctx, { applicationId, proposal: { kind: given.kind, reasonCode: given.reasonCode ?? null, reasonText: given.reasonText, feedback: given.feedback } });
      return redirectWithNotice(page, 'cases.done.ranked', { total: (score.total ?? 0).toFixed(2) });
    }
    case 'decide':
      await decideApplication(ctx, { applicationId, kind: given.kind, reasonCode: given.kind === 'rejected' ? (given.reasonCode ?? null) : null, reasonText: given.reasonText, feedback: given.feedback });
      return redirectWithNotice(page, `cases.done.${given.kind}`);
    case 'add_note':
      await addNote(ctx, { applicationId, text: given.text });
      return redirectWithNotice(`${page}#notes`, 'cases.done.note');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Application() {
  const { shown, readOnly } = usePageData<typeof loader>();
  return <CasePage shown={shown} readOnly={readOnly} reply={useFormReply()} />;
}
