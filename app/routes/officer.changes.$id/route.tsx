import { z } from 'zod';
import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { approveChange } from '#app/services/grants/approve-change.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { checkChangeAccount, DENY_CODES, denyChange, queryChange, rebaseChange, recommendChange } from '#app/services/grants/review-change.ts';
import { dayField, textField } from '#app/services/outcomes/form-shapes.ts';
import { OfficerChangePage } from '#app/ui/grants/officer-change-page.tsx';

await loadMessages('kit', 'changes', 'grants', 'pages');

const params = z.object({ id: z.uuid() });
const version = z.coerce.number().int().min(1);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('query'), version, question: textField(2000, 2), dueOn: dayField }),
  z.object({ intent: z.literal('recommend'), version, opinion: textField(2000, 5) }),
  z.object({ intent: z.literal('approve'), version }),
  z.object({ intent: z.literal('deny'), version, code: z.enum(DENY_CODES, { error: 'errors.field.choose' }), reason: textField(2000, 5) }),
  z.object({ intent: z.literal('check_account'), note: textField(500, 5) }),
  z.object({ intent: z.literal('rebase'), version }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t }) => {
  const change = await getChangeView(ctx, id);
  return { change, readOnly: ctx.actor.role !== 'officer', title: `${CHANGE_KINDS[change.kind].label[ctx.actor.locale]} - ${t('changes.officer.title')} - ${change.firmName}` };
});

export const action = guardedAction({ roles: ['officer'], params, input, stepUp: { intents: ['approve', 'check_account'] } }, async ({ ctx, params: { id }, input: given }) => {
  const page = paths.officerChange(id);
  switch (given.intent) {
    case 'query':
      await queryChange(ctx, { id, version: given.version, question: given.question, dueOn: given.dueOn });
      return redirectWithNotice(page, 'changes.done.queried');
    case 'recommend':
      await recommendChange(ctx, { id, version: given.version, opinion: given.opinion });
      return redirectWithNotice(page, 'changes.done.recommended');
    case 'approve':
      await approveChange(ctx, { id, version: given.version });
      return redirectWithNotice(page, 'changes.done.approved');
    case 'deny':
      await denyChange(ctx, { id, version: given.version, code: given.code, reason: given.reason });
      return redirectWithNotice(page, 'changes.done.denied');
    case 'check_account':
      await checkChangeAccount(ctx, { id, note: given.note });
      return redirectWithNotice(page, 'changes.done.account_checked');
    case 'rebase':
      await rebaseChange(ctx, { id, version: given.version });
      return redirectWithNotice(page, 'changes.done.rebased');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerChange() {
  const { change, readOnly } = usePageData<typeof loader>();
  return <OfficerChangePage change={change} readOnly={readOnly} reply={useFormReply()} />;
}
