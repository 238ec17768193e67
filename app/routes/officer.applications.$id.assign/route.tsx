import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { createFormat } from '#app/i18n/format.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { endAssignment } from '#app/services/assignments/end-assignment.ts';
import { listProposals } from '#app/services/assignments/list-proposals.ts';
import { proposeAssignment, waiveConflict } from '#app/services/assignments/propose-assignment.ts';
import { ruleOnObjection } from '#app/services/assignments/rule-objection.ts';
import { startReplacement } from '#app/services/assignments/start-replacement.ts';
import { AssignPage } from '#app/ui/assignments/assign-page.tsx';

await loadMessages('kit', 'cases', 'assignments');

const params = z.object({ id: z.uuid() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('propose'), consultantId: z.uuid() }),
  z.object({ intent: z.literal('waive'), assignmentId: z.uuid(), reason: z.string().trim().min(2).max(1000) }),
  z.object({ intent: z.literal('replace'), consultantId: z.uuid(), reason: z.string().trim().max(1000).optional().default('') }),
  z.object({ intent: z.literal('end'), assignmentId: z.uuid(), reason: z.string().trim().max(1000).optional().default('') }),
  z.object({ intent: z.literal('rule'), assignmentId: z.uuid(), ruling: z.enum(['uphold', 'overrule']), reason: z.string().trim().max(1000).optional().default('') }),
]);

export const loader = guardedLoader({ roles: ['officer'], params }, async ({ ctx, params: { id }, t }) => ({
  ...(await listProposals(ctx, id)),
  mayWaive: ctx.actor.duty === 'senior_officer',
  title: t('assignments.propose.title'),
}));

export const action = guardedAction({ duties: ['officer', 'partner_officer', 'senior_officer'], params, input }, async ({ ctx, params: { id }, input: given, locale }) => {
  const format = createFormat(locale);
  if (given.intent === 'waive') {
    const { dueOn } = await waiveConflict(ctx, { applicationId: id, assignmentId: given.assignmentId, reason: given.reason });
    return redirectWithNotice(paths.officerAssign(id), 'assignments.done.offered', { on: format.date(dueOn) });
  }
  if (given.intent === 'rule') {
    await ruleOnObjection(ctx, { applicationId: id, assignmentId: given.assignmentId, ruling: given.ruling, reason: given.reason });
    return redirectWithNotice(paths.officerAssign(id), given.ruling === 'uphold' ? 'assignments.done.upheld' : 'assignments.done.overruled');
  }
  if (given.intent === 'end') {
    await endAssignment(ctx, { applicationId: id, assignmentId: given.assignmentId, reason: given.reason });
    return redirectWithNotice(paths.officerAssign(id), 'assignments.done.ended');
  }
  if (given.intent === 'replace') {
    const started = await startReplacement(ctx, { applicationId: id, consultantId: given.consultantId, reason: given.reason });
    return redirectWithNotice(paths.officerAssign(id), started.state === 'offered' ? 'assignments.done.replaced' : 'assignments.done.conflict', { on: format.date(started.dueOn) });
  }
  const result = await proposeAssignment(ctx, { applicationId: id, consultantId: given.consultantId });
  return redirectWithNotice(paths.officerAssign(id), result.state === 'offered' ? 'assignments.done.offered' : 'assignments.done.conflict', { on: format.date(result.dueOn) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function Assign() {
  return <AssignPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
