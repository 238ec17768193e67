import { z } from 'zod';
import { HOLD_SCOPES } from '#app/domain/workflow/hold-machine.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { TERMINATION_CODES, terminateAgreement } from '#app/services/grants/terminate-agreement.ts';
import { dayField, optionalText, textField } from '#app/services/outcomes/form-shapes.ts';
import { getHoldPage } from '#app/services/workflow/get-hold-page.ts';
import { liftHold, refuseHold } from '#app/services/workflow/lift-hold.ts';
import { activateHold, extendHold, HOLD_CAUSES, placeHold } from '#app/services/workflow/place-hold.ts';
import { HoldPage } from '#app/ui/outcomes/settlement-hold-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('place'), scope: z.enum([...HOLD_SCOPES, 'all']), cause: z.enum(HOLD_CAUSES), reason: textField(2000), untilOn: dayField }),
  z.object({ intent: z.literal('activate'), holdId: z.uuid() }),
  z.object({ intent: z.literal('refuse'), holdId: z.uuid(), reason: textField(1000) }),
  z.object({ intent: z.literal('lift'), holdId: z.uuid(), reason: optionalText(1000) }),
  z.object({ intent: z.literal('extend'), holdId: z.uuid(), untilOn: dayField, reason: textField(1000) }),
  z.object({ intent: z.literal('terminate'), code: z.enum(TERMINATION_CODES), findings: textField(4000, 10), heard: z.literal('on').optional().transform((value) => value === 'on') }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({ ...(await getHoldPage(ctx, id)), title: t('settlements.nav.hold') }));

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.officerHold(applicationId), id);
  switch (given.intent) {
    case 'place': {
      const { state } = await placeHold(ctx, { applicationId, scope: given.scope, cause: given.cause, reason: given.reason, untilOn: given.untilOn });
      return done(state === 'active' ? 'settlements.done.held' : 'settlements.done.hold_requested');
    }
    case 'activate':
      await activateHold(ctx, { holdId: given.holdId });
      return done('settlements.done.held');
    case 'refuse':
      await refuseHold(ctx, { holdId: given.holdId, reason: given.reason });
      return done('settlements.done.hold_refused');
    case 'lift':
      await liftHold(ctx, { holdId: given.holdId, reason: given.reason });
      return done('settlements.done.lifted');
    case 'extend':
      await extendHold(ctx, { holdId: given.holdId, untilOn: given.untilOn, reason: given.reason });
      return done('settlements.done.held');
    case 'terminate':
      await terminateAgreement(ctx, { applicationId, code: given.code, findings: given.findings, heard: given.heard });
      return done('settlements.done.terminated');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function OfficerHold() {
  return <HoldPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
