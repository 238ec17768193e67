import { z } from 'zod';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getEvaluation } from '#app/services/applications/get-evaluation.ts';
import { declareConflict, submitScore } from '#app/services/applications/submit-score.ts';
import { EvaluatorCasePage } from '#app/ui/cases/evaluator-pages.tsx';

await loadMessages('kit', 'cases');

const params = z.object({ id: z.uuid() });
const sheet = { bonuses: z.array(z.string().max(60)).max(20).default([]), comment: z.string().trim().max(3000).optional().default('') };
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('declare'), conflict: z.enum(['yes', 'no']), note: z.string().trim().max(1000).optional().default('') }),
  z.object({ intent: z.literal('save'), ...sheet }),
  z.object({ intent: z.literal('submit'), ...sheet }),
]);

/** Points typed on the sheet; the items depend on its version, so their names are read beside the schema. Unreadable ones count as out of range. */
function pointsOf(form: FormData): Record<string, number> {
  const typed = [...form.entries()].filter((entry): entry is [string, string] => /^points\.[a-z][a-z0-9_]{0,60}$/.test(entry[0]) && typeof entry[1] === 'string' && entry[1].trim() !== '');
  return Object.fromEntries(typed.map(([name, value]) => [name.slice('points.'.length), /^\d{1,3}(\.\d)?$/.test(value.trim()) ? Number(value) : -1]));
}

export const loader = guardedLoader({ roles: ['evaluator'], params }, async ({ ctx, params: { id }, t }) => {
  const shown = await getEvaluation(ctx, id);
  return { ...shown, today: toSeoulDate(ctx.now), title: t('cases.evaluator.case_title', { name: shown.head.firmName }) };
});

export const action = guardedAction({ roles: ['evaluator'], params, input }, async ({ ctx, params: { id: applicationId }, input: given, form }) => {
  if (given.intent === 'declare') {
    await declareConflict(ctx, { applicationId, conflict: given.conflict === 'yes', note: given.note });
    return given.conflict === 'yes' ? redirectWithNotice(paths.evaluator(), 'cases.done.conflict') : redirectWithNotice(paths.evaluatorApplication(applicationId), 'cases.done.declared');
  }
  const submit = given.intent === 'submit';
  const { total } = await submitScore(ctx, { applicationId, points: pointsOf(form), bonuses: given.bonuses, comment: given.comment, submit });
  return redirectWithNotice(submit ? paths.evaluator() : paths.evaluatorApplication(applicationId), submit ? 'cases.done.score' : 'cases.done.score_saved', { total: String(total) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EvaluatorApplication() {
  return <EvaluatorCasePage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
