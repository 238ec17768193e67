import { z } from 'zod';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { MEMBER_DUTIES } from '#app/domain/firms/member-policy.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { acceptJoinRequest, refuseJoinRequest } from '#app/services/firms/answer-join-request.ts';
import { changeMemberDuty, removeMember } from '#app/services/firms/change-member.ts';
import { getMembersPage } from '#app/services/firms/get-members-page.ts';
import { inviteMember, resendInvitation, revokeInvitation } from '#app/services/firms/invite-member.ts';
import { MembersPage } from '#app/ui/firms/members-page.tsx';

await loadMessages('kit', 'members', 'firms', 'accounts', 'pages');

const duty = z.enum(MEMBER_DUTIES);
const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite'),
    name: z.string().trim().max(60).refine((text) => parsePersonName(text) !== null, { error: 'firms.register.name_invalid' }),
    email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
    duty,
  }),
  z.object({ intent: z.literal('resend'), invitationId: z.uuid() }),
  z.object({ intent: z.literal('revoke'), invitationId: z.uuid() }),
  z.object({ intent: z.literal('change'), userId: z.uuid(), duty }),
  z.object({ intent: z.literal('remove'), userId: z.uuid(), reason: z.string().trim().max(200).optional() }),
  z.object({ intent: z.literal('accept'), requestId: z.uuid(), duty }),
  z.object({ intent: z.literal('refuse'), requestId: z.uuid(), reason: z.string().trim().min(2).max(500) }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ page: await getMembersPage(ctx), title: t('members.title') }));

// What gives or takes rights asks for a fresh proof of the person.
export const action = guardedAction({ duties: ['representative'], input, stepUp: { intents: ['invite', 'resend', 'change', 'remove', 'accept'] } }, async ({ ctx, input: given }) =>
  redirectWithNotice(paths.firmMembers(), await obey(ctx, given)),
);

async function obey(ctx: Context, given: z.output<typeof input>): Promise<MessageId> {
  switch (given.intent) {
    case 'invite':
      await inviteMember(ctx, { name: given.name, email: given.email, duty: given.duty });
      return 'members.invite.done';
    case 'resend':
      await resendInvitation(ctx, { invitationId: given.invitationId });
      return 'members.open.resent';
    case 'revoke':
      await revokeInvitation(ctx, { invitationId: given.invitationId });
      return 'members.open.revoked';
    case 'change':
      await changeMemberDuty(ctx, { userId: given.userId, duty: given.duty });
      return 'members.change.done';
    case 'remove':
      await removeMember(ctx, { userId: given.userId, reason: given.reason || null });
      return 'members.remove.done';
    case 'accept':
      await acceptJoinRequest(ctx, { requestId: given.requestId, duty: given.duty });
      return 'members.request.accepted';
    case 'refuse':
      await refuseJoinRequest(ctx, { requestId: given.requestId, reason: given.reason });
      return 'members.request.refused';
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Members() {
  return <MembersPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
