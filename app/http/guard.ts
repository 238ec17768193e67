import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Actor, Duty, Role } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { getT, type Translate } from '#app/i18n/catalogue.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { type Access, admit, fail } from './admission.ts';
import type { PortalContext, SignedIn } from './context.ts';
import { databaseRefusalOf } from './database-refusals.ts';
import { type ErrorBody, refusalOf, retryAfterOf } from './errors.ts';
import { parseForm, refuse, replyOfError, statusOfError } from './forms.ts';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from './framework.ts';
import { demandStepUp, type StepUp } from './step-up.ts';
import { parseUpload, type UploadedFile, type UploadLimits } from './upload.ts';

/** Marks what the wrappers made; the architecture test and the route matrix read it. */
export const GUARD = Symbol.for('portal.guard');

export interface GuardMark {
  readonly access: 'public' | 'guarded';
  readonly roles: readonly Role[] | null;
  readonly duties: readonly Duty[] | null;
  /** Which forms of the action, or whether the loader, asks for a fresh proof of the person. */
  readonly stepUp: StepUp | null;
  /** Schema of the form, from which tests make wrong ones. */
  readonly input: z.ZodType | null;
}

interface Reading<P extends z.ZodType, S extends z.ZodType> {
  readonly params?: P;
  readonly search?: S;
}

interface Proving {
  /** Asks for the password or code anew where the last is older than ten minutes, before anything is done. */
  readonly stepUp?: StepUp;
}

interface Given<P, S> {
  readonly ctx: Context;
  readonly params: P;
  readonly search: S;
  readonly request: Request;
  readonly portal: PortalContext;
  readonly locale: Locale;
  readonly t: Translate;
}
interface GivenSignedIn<P, S> extends Given<P, S> {
  readonly signedIn: SignedIn;
}
interface WithInput<I, R = never> {
  readonly input: I;
  readonly form: FormData;
  /** Files of a form that allows them, already received and checked. */
  readonly files: readonly UploadedFile<R>[];
}

type Empty = z.ZodObject<Record<never, z.ZodType>>;
const empty = z.object({});

function mark<F extends object>(handler: F, value: GuardMark): F {
  return Object.assign(handler, { [GUARD]: value });
}

const VISITOR: Omit<Actor, 'locale'> = { userId: null, role: 'public', duty: 'visitor', firmId: null, consultantId: null, organisationId: null, name: '' };

function parsePart<T extends z.ZodType>(schema: T | undefined, value: unknown, code: 'not_found' | 'invalid_input'): z.output<T> {
  const result = (schema ?? empty).safeParse(value);
  // The database holds no NUL; no address of ours has one.
  if (!result.success || JSON.stringify(value).includes('\\u0000')) throw new AppError(code);
  return result.data as z.output<T>;
}

function searchOf(request: Request): Record<string, string | string[]> {
  const values = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of new URL(request.url).searchParams) {
    const before = values[name];
    values[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

async function prepare<P extends z.ZodType, S extends z.ZodType>(args: LoaderFunctionArgs, reading: Reading<P, S>, actor: Actor | null, key: string | null): Promise<Given<z.output<P>, z.output<S>>> {
  const portal = args.context.portal;
  const locale = await portal.locale();
  const ctx: Context = { actor: actor ?? { ...VISITOR, locale }, now: portal.receivedAt, requestId: portal.requestId, idempotencyKey: key };
  return { ctx, params: parsePart(reading.params, args.params, 'not_found'), search: parsePart(reading.search, searchOf(args.request), 'invalid_input'), request: args.request, portal, locale, t: getT(locale) };
}

async function answer<T>(portal: PortalContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toResponse(error, portal);
  }
}

/** The response for an error: that of a known refusal, else 500 with the number under which the log has the cause. */
function toResponse(error: unknown, portal: PortalContext): unknown {
  if (error instanceof Response || (error as { type?: unknown } | null)?.type === 'DataWithResponseInit') return error;
  const refusal = refusalOf(error);
  if (!refusal) {
    portal.log('error', 'unexpected error', { error: error instanceof Error ? error.stack : String(error) });
    return data<ErrorBody>({ code: 'unexpected', requestId: portal.requestId }, { status: 500 });
  }
  if (refusal.code === 'unavailable') portal.log('error', 'unavailable', { error: refusal.cause instanceof Error ? refusal.cause.message : 'unknown' });
  return fail(refusal.code, portal);
}

/** A loader for signed-in people of the given roles or duties; anybody else gets 401/403 or the sign-in page. */
export function guardedLoader<T, P extends z.ZodType = Empty, S extends z.ZodType = Empty>(options: Access & Reading<P, S> & Proving, handler: (given: GivenSignedIn<z.output<P>, z.output<S>>) => Promise<T>) {
  return mark(
    (args: LoaderFunctionArgs): Promise<T> =>
      answer(args.context.portal, async () => {
        const signedIn = await admit(args, options);
        if (options.stepUp) demandStepUp(args, signedIn, options.stepUp, null);
        return handler({ ...(await prepare(args, options, signedIn.actor, null)), signedIn });
      }),
    { access: 'guarded', roles: options.roles ?? null, duties: options.duties ?? null, stepUp: options.stepUp ?? null, input: null },
  );
}

/** A loader that everybody may call. A signed-in person keeps the own actor only with `asVisitor: false`. */
export function publicLoader<T, P extends z.ZodType = Empty, S extends z.ZodType = Empty>(options: Reading<P, S>, handler: (given: Given<z.output<P>, z.output<S>> & { signedIn: SignedIn | null }) => Promise<T>) {
  return mark(
    (args: LoaderFunctionArgs): Promise<T> =>
      answer(args.context.portal, async () => ({ ...(await prepare(args, options, null, null)), signedIn: await args.context.portal.signedIn() })).then((given) => answer(args.context.portal, () => handler(given))),
    { access: 'public', roles: null, duties: null, stepUp: null, input: null },
  );
}

const keyShape = z.uuid();

/** How an action takes files: streamed to the receiver while they arrive, never held in memory. */
export interface UploadReceiver<R> {
  readonly limits: UploadLimits;
  receive(stream: Readable, fileName: string): Promise<R>;
  discard(received: R): Promise<void>;
}

/** A form without files; what comes beyond that in a multipart body is refused while it arrives, not held in memory. */
const PLAIN_FORM: UploadLimits = { maxBytes: 2 * 1024 * 1024, maxFiles: 0 };

async function readBody<R>(args: ActionFunctionArgs, upload: UploadReceiver<R> | undefined): Promise<{ form: FormData; files: readonly UploadedFile<R>[] }> {
  if (upload) return parseUpload(args.request, upload.limits, upload.receive, upload.discard);
  try {
    return { form: (await parseUpload(args.request, PLAIN_FORM, () => Promise.reject(new AppError('file_refused')), async () => {})).form, files: [] };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('invalid_input', { cause: error });
  }
}

async function act<T, I extends z.ZodType, G, R = never>(
  args: ActionFunctionArgs,
  options: { readonly input?: I; readonly upload?: UploadReceiver<R> },
  make: (key: string | null, form: FormData) => Promise<G>,
  handler: (given: G & WithInput<z.output<I>, R>) => Promise<T>,
) {
  const { portal } = args.context;
  const locale = await answer(portal, () => portal.locale());
  const { form, files } = await answer(portal, () => readBody(args, options.upload));
  const discardAll = async () => {
    for (const file of files) await options.upload?.discard(file.received);
  };
  const key = keyShape.safeParse(form.get('_key'));
  const given = await answer(portal, () => make(key.success ? key.data : null, form)).catch(async (error: unknown) => {
    await discardAll();
    throw error;
  });
  const parsed = parseForm(form, options.input ?? empty, locale);
  if (!parsed.ok) {
    await discardAll();
    return refuse(parsed.reply);
  }
  try {
    return await handler({ ...given, input: parsed.value as z.output<I>, form, files });
  } catch (thrown) {
    if (!(thrown instanceof Response)) await discardAll();
    const refused = databaseRefusalOf(thrown);
    // A net that no use-case names is worth a look: the rule before it is missing.
    if (refused && !refused.isNamed) portal.log('error', 'refused by the database', { constraint: refused.constraint, error: thrown instanceof Error ? thrown.stack : String(thrown) });
    const error = refused?.error ?? thrown;
    if (!(error instanceof AppError) || error.code === 'not_found' || error.code === 'not_allowed') throw toResponse(error, portal);
    const retryAfter = retryAfterOf(error.code);
    if (retryAfter !== null) portal.setHeader('Retry-After', String(retryAfter));
    return refuse(replyOfError(error, parsed.payload, locale), statusOfError(error));
  }
}

interface Writing<I extends z.ZodType, R = never> {
  /** Schema of the form; every field that may be written is named here. */
  readonly input?: I;
  readonly upload?: UploadReceiver<R>;
}

/** An action for signed-in people of the given roles or duties; wrong input is answered with 400 and the typed values. */
export function guardedAction<T, P extends z.ZodType = Empty, S extends z.ZodType = Empty, I extends z.ZodType = Empty, R = never>(
  options: Access & Reading<P, S> & Writing<I, R> & Proving,
  handler: (given: GivenSignedIn<z.output<P>, z.output<S>> & WithInput<z.output<I>, R>) => Promise<T>,
) {
  return mark(
    async (args: ActionFunctionArgs) => {
      const signedIn = await answer(args.context.portal, () => admit(args, options));
      return act<T, I, GivenSignedIn<z.output<P>, z.output<S>>, R>(args, options, async (key, form) => {
        if (options.stepUp) demandStepUp(args, signedIn, options.stepUp, form);
        return { ...(await prepare(args, options, signedIn.actor, key)), signedIn };
      }, handler);
    },
    { access: 'guarded', roles: options.roles ?? null, duties: options.duties ?? null, stepUp: options.stepUp ?? null, input: options.input ?? null },
  );
}

/** An action that everybody may call (sign-in, registration, language). */
export function publicAction<T, P extends z.ZodType = Empty, S extends z.ZodType = Empty, I extends z.ZodType = Empty>(
  options: Reading<P, S> & Writing<I>,
  handler: (given: Given<z.output<P>, z.output<S>> & { signedIn: SignedIn | null } & WithInput<z.output<I>>) => Promise<T>,
) {
  return mark(
    async (args: ActionFunctionArgs) =>
      act<T, I, Given<z.output<P>, z.output<S>> & { signedIn: SignedIn | null }>(args, options, async (key) => ({ ...(await prepare(args, options, null, key)), signedIn: await args.context.portal.signedIn() }), handler),
    { access: 'public', roles: null, duties: null, stepUp: null, input: options.input ?? null },
  );
}

/** A fresh key for a form; a repeated or doubled request with it has one effect. */
export function newFormKey(): string {
  return randomUUID();
}
