import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dayField, optionalText, textField, yesNo } from '#app/services/outcomes/form-shapes.ts';
import { getInterimPage } from '#app/services/outcomes/get-interim-page.ts';
import { checkInterim, decideInterim } from '#app/services/outcomes/interim-decide.ts';
import { scheduleInterim } from '#app/services/outcomes/interim-schedule.ts';
import { InterimOfficerPage } from '#app/ui/outcomes/interim-officer-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const actions = z
  .array(z.object({ text: optionalText(500), dueOn: dayField.optional() }))
  .max(10)
  .default([])
  .transform((rows) => rows.flatMap((row) => (row.text && row.dueOn ? [{ text: row.text, dueOn: row.dueOn }] : [])));
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('schedule'), dueOn: dayField }),
  z.object({ intent: z.literal('check'), mode: z.enum(['site', 'documents', 'video']), spendPlausible: yesNo, note: textField(3000) }),
  z.object({ intent: z.literal('pass') }),
  z.object({ intent: z.literal('actions'), actions }),
  z.object({ intent: z.literal('confirm'), proofs: z.array(z.string().trim().max(500).optional().transform((text) => text ?? '')).max(10).default([]) }),
  z.object({ intent: z.literal('fail'), code: z.enum(['no_progress', 'no_spending', 'no_evidence', 'other']), reason: textField(2000) }),
]);

export const loader = guardedLoader({ roles: ['officer', 'evaluator', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({
  ...(await getInterimPage(ctx, id)),
  reader: ctx.actor.role === 'evaluator' ? ('evaluator' as const) : ('officer' as const),
  title: t('settlements.nav.interim'),
}));

export const action = guardedAction({ roles: ['officer', 'evaluator'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.officerInterim(applicationId), id);
  switch (given.intent) {
    case 'schedule':
      await scheduleInterim(ctx, { applicationId, dueOn: given.dueOn });
      return done('settlements.done.interim_scheduled');
    case 'check':
      await checkInterim(ctx, { applicationId, form: { mode: given.mode, spendPlausible: given.spendPlausible, note: given.note } });
      return done('settlements.done.interim_checked');
    case 'pass': {
      const { opened } = await decideInterim(ctx, { applicationId, decision: 'pass' });
      return done(opened > 0 ? 'settlements.done.interim_passed_opened' : 'settlements.done.interim_passed');
    }
    case 'actions':
      await decideInterim(ctx, { applicationId, decision: 'pass_with_actions', actions: given.actions });
      return done('settlements.done.interim_actions');
    case 'confirm':
      await decideInterim(ctx, { applicationId, decision: 'confirm_actions', proofs: given.proofs });
      return done('settlements.done.interim_passed');
    case 'fail':
      await decideInterim(ctx, { applicationId, decision: 'fail', code: given.code, reason: given.reason });
      return done('settlements.done.interim_failed');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function OfficerInterim() {
  return <InterimOfficerPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
