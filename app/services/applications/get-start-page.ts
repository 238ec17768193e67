import type { Context } from '#app/domain/accounts/context.ts';
import { isAppError } from '#app/domain/errors.ts';
import type { CallPhase } from '#app/domain/programmes/call-window.ts';
import { readApplicationDocuments, type RequiredDocument } from '#app/services/programmes/list-required-documents.ts';
import { findDocumentChecklist } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';
import { openFirmDraft } from './firm-draft.ts';

type Text = { readonly ko: string; readonly en: string };

/** What a firm reads before it starts an application. */
export interface StartPage {
  readonly yearLabel: Text;
  readonly phase: CallPhase;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly canStart: boolean;
  /** Why it cannot be started although the call is open. */
  readonly obstacle: 'not_verified' | 'suspended' | null;
  readonly firstSection: string;
  readonly sections: readonly { readonly id: string; readonly title: Text }[];
  readonly documents: readonly RequiredDocument[];
}

/** The page before the first answer; null when no call is planned. */
export async function getStartPage(ctx: Context): Promise<StartPage | null> {
  try {
    return await withActor(ctx, async (tx) => {
      const { call, canStart, firm, set } = await openFirmDraft(tx, ctx);
      const documents = readApplicationDocuments(await findDocumentChecklist(tx, call.year.id));
      const obstacle = firm.state === 'suspended' ? 'suspended' : firm.state === 'active' || firm.state === 'verified' ? null : 'not_verified';
      return {
        yearLabel: call.year.label,
        phase: call.phase,
        opensAt: call.year.callOpensAt,
        closesAt: call.year.callClosesAt,
        canStart: canStart && (ctx.actor.duty === 'representative' || ctx.actor.duty === 'manager' || ctx.actor.duty === 'helper'),
        obstacle,
        firstSection: set.sections[0]?.id ?? '',
        sections: set.sections.map(({ id, title }) => ({ id, title })),
        documents: documents.map(({ conditional, ...document }) => ({ ...document, required: document.required && !conditional })),
      };
    });
  } catch (error) {
    if (isAppError(error, 'unavailable')) return null;
    throw error;
  }
}
