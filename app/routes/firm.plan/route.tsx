import { z } from 'zod';
import { parseWon } from '#app/domain/money/won.ts';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { getOwnPlan } from '#app/services/plans/get-plan.ts';
import { addActivities, removeTask, saveTask } from '#app/services/plans/save-task.ts';
import { signPlan } from '#app/services/plans/sign-plan.ts';
import { reopenPlan, savePlanSummary, startPlan } from '#app/services/plans/start-plan.ts';
import { FirmPlanPage } from '#app/ui/plans/firm-plan-page.tsx';

await loadMessages('kit', 'plans', 'outcomes', 'answers', 'pages');

const version = z.coerce.number().int().positive();
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const won = z.string().max(30).default('0').refine((text) => text.trim() === '' || parseWon(text) !== null, { error: 'answers.won.not_a_number' }).transform((text) => parseWon(text) ?? 0);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('reopen'), version }),
  z.object({ intent: z.literal('activities'), activities: z.array(z.string().max(20)).max(100).default([]) }),
  z.object({
    intent: z.literal('task'),
    taskId: z.uuid().optional(),
    revision: z.coerce.number().int().min(0),
    title: z.string().trim().min(1).max(200),
    areaCode: z.string().regex(/^A\d{1,2}$/),
    description: z.string().max(2000).default(''),
    ownerName: z.string().trim().min(1).max(100),
    startMonth: month,
    endMonth: month,
    kpiCardId: z.uuid(),
    expectedEffect: z.string().trim().min(1).max(300),
    budgetCategory: z.enum(['consulting', 'equipment', 'smart_factory', 'other']).optional(),
    amountWon: won,
    ownShareWon: won,
  }),
  z.object({ intent: z.literal('remove'), taskId: z.uuid() }),
  z.object({ intent: z.literal('summary'), summary: z.string().trim().min(1).max(2000) }),
  z.object({ intent: z.literal('sign'), version }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => {
  const given = await getOwnPlan(ctx);
  return { title: t('plans.title'), given, told: given?.can.sign ? await toldBefore(ctx, 'sign_plan', given.applicationId) : null };
});

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given }) => {
  const plan = await getOwnPlan(ctx);
  if (!plan) throw new AppError('not_found');
  const { applicationId } = plan;
  switch (given.intent) {
    case 'start':
      await startPlan(ctx, applicationId);
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.started');
    case 'reopen':
      await reopenPlan(ctx, { applicationId, version: given.version });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.reopened');
    case 'activities': {
      const count = await addActivities(ctx, { applicationId, activityCodes: given.activities });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.activities', { count });
    }
    case 'task':
      await saveTask(ctx, { ...given, applicationId, taskId: given.taskId ?? null, budgetCategory: given.budgetCategory ?? null });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.task', { title: given.title });
    case 'remove':
      await removeTask(ctx, { applicationId, taskId: given.taskId });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.removed');
    case 'summary':
      await savePlanSummary(ctx, { applicationId, summary: given.summary });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.summary');
    case 'sign':
      await signPlan(ctx, { applicationId, version: given.version });
      return redirectWithNotice(paths.firmPlan(), 'plans.notice.signed');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmPlan() {
  return <FirmPlanPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
