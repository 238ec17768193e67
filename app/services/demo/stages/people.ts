import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { askToJoin } from '#app/services/firms/ask-to-join.ts';
import { inviteMember } from '#app/services/firms/invite-member.ts';
import { requestHandOver } from '#app/services/firms/request-hand-over.ts';
import type { MemberDuty } from '#app/domain/firms/member-policy.ts';
import { receivePdf } from '../demo-files.ts';
import type { Step } from '../walk.ts';

/** The representative invites a colleague; the invitation waits to be taken up. */
export function inviteColleague(name: string, mailbox: string, duty: MemberDuty): Step {
  return { name: 'invite a colleague', gap: 0, run: async (scene) => void (await inviteMember(await scene.as('firm'), { name, email: `${mailbox}@firms.example`, duty })) };
}

/** Somebody of the firm asks to be let in; the representative has not answered yet. */
export function askToBeLetIn(name: string, mailbox: string, message: string): Step {
  return {
    name: 'ask to join',
    gap: 0,
    run: async (scene) => {
      const visitor: Context = {
        actor: { userId: null, role: 'public', duty: 'visitor', firmId: null, consultantId: null, organisationId: null, name: '', locale: 'ko' },
        now: scene.at, requestId: 'demo', idempotencyKey: null,
      };
      // Addresses of the range that is reserved for documentation.
      await askToJoin(visitor, { businessNumber: scene.firm.businessNumber, name, email: `${mailbox}@firms.example`, message, ip: '203.0.113.24', locale: 'ko' });
    },
  };
}

/** The representative asks to be followed by another one; an officer has to look at the paper. */
export function askForHandOver(newName: string, mailbox: string, reason: string): Step {
  return {
    name: 'ask for another representative',
    gap: 1,
    run: async (scene) => {
      const paper = await receivePdf('법인등기사항증명서.pdf', `Extract of the register - ${scene.firm.nameEn}`);
      if (!paper.ok) throw new AppError('file_refused');
      await requestHandOver(await scene.as('firm'), { newName, newEmail: `${mailbox}@firms.example`, reason }, paper);
    },
  };
}
