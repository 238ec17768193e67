import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { STATUS_OF } from '#app/http/errors.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { translate } from '#app/i18n/catalogue.ts';
import { saveSection } from '#app/services/applications/save-section.ts';

const input = z.looseObject({ section: z.string().max(60), check: z.string().max(5).optional() });

/** Nothing to read here; the address exists for the autosave of the form. */
export const loader = guardedLoader({ roles: ['firm'] }, async () => {
  throw new AppError('not_found');
});

/** Autosave: the answers that changed, as soon as they are typed; the answer is plain JSON. */
export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: { section, check }, form, locale }) => {
  try {
    return Response.json(await saveSection(ctx, form, { sectionId: section, check: check === '1', locale }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ code: error.code, message: translate(locale, `errors.${error.code}`) }, { status: STATUS_OF[error.code] });
  }
});
