import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { withdrawChange } from '#app/services/grants/review-change.ts';
import { addChangeProof, saveChange } from '#app/services/grants/save-change.ts';
import { sendChangeCode, signChange } from '#app/services/grants/sign-change.ts';
import { optionalText, optionalWon } from '#app/services/outcomes/form-shapes.ts';
import { FirmChangePage } from '#app/ui/grants/firm-change-page.tsx';

await loadMessages('kit', 'changes', 'grants', 'pages');

const params = z.object({ id: z.uuid() });
const optionalDay = z.iso.date({ error: 'errors.field.date' }).optional();
const optionalMonth = z.string().trim().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'errors.field.date' }).optional();
const typed = {
  title: optionalText(100), basis: optionalText(300), representativeName: optionalText(60), postalCode: optionalText(10), address: optionalText(200), addressDetail: optionalText(100), phone: optionalText(20),
  website: optionalText(200), text: optionalText(2000), endsOn: optionalDay, startMonth: optionalMonth, endMonth: optionalMonth,
  target: z.string().trim().regex(/^\d{1,10}(,\d{3})*(\.\d{1,4})?$/, { error: 'errors.field.number' }).optional(),
};
const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'), ...typed, subjectId: optionalText(40), lines: z.array(z.object({ won: optionalWon })).max(60).optional(), causeOn: optionalDay, reason: optionalText(2000),
    bankCode: optionalText(5), holder: optionalText(100), number: optionalText(30),
  }),
  z.object({ intent: z.literal('send_code') }),
  z.object({ intent: z.literal('sign'), hash: z.string().regex(/^[0-9a-f]{64}$/), code: z.string().trim().min(6).max(10), answer: optionalText(2000) }),
  z.object({ intent: z.literal('withdraw') }),
]);

/** Signing needs a second factor; it is asked for before the mailed code, so that no typed one is lost. */
const SIGNED = ['send_code', 'sign'];

export const loader = guardedLoader({ roles: ['firm'], params }, async ({ ctx, params: { id }, t }) => {
  const change = await getChangeView(ctx, id);
  return { change, title: `${CHANGE_KINDS[change.kind].label[ctx.actor.locale]} - ${t('changes.list.title')}` };
});

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ roles: ['firm'], params, input, upload, stepUp: { intents: SIGNED, withFactor: SIGNED } }, async ({ ctx, params: { id }, input: given, files }) => {
  const page = paths.firmChange(id);
  switch (given.intent) {
    case 'save': {
      const { intent: _, subjectId, lines, causeOn, reason, bankCode, holder, number, ...fields } = given;
      const account = number || bankCode ? { bankCode, holder, number } : null;
      await saveChange(ctx, { id, wish: { fields, ...(lines ? { lines: lines.map((line) => line.won) } : {}), ...(subjectId ? { subjectId } : {}) }, causeOn: causeOn ?? null, reason, account });
      for (const { received } of files) await addChangeProof(ctx, { id, received });
      return redirectWithNotice(`${page}#delta`, 'changes.done.saved');
    }
    case 'send_code': {
      const { email } = await sendChangeCode(ctx, { id });
      return redirectWithNotice(`${page}#sign`, 'changes.done.code_sent', { email });
    }
    case 'sign': {
      const { transition } = await signChange(ctx, { id, hash: given.hash, code: given.code, answer: given.answer });
      return redirectWithNotice(page, `changes.done.${transition}`);
    }
    case 'withdraw':
      await withdrawChange(ctx, { id });
      return redirectWithNotice(page, 'changes.done.withdrawn');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmChange() {
  return <FirmChangePage change={usePageData<typeof loader>().change} reply={useFormReply()} />;
}
