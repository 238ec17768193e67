import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { Standing } from '#app/domain/accounts/second-factor-policy.ts';
import type { PortalContext, SignedIn } from './context.ts';
import { type ErrorBody, retryAfterOf, STATUS_OF } from './errors.ts';
import { data, type LoaderFunctionArgs, redirect } from './framework.ts';
import { paths } from './paths.ts';

/** Who may call a guarded loader or action. */
export interface Access {
  /** Whole roles that may call; narrower rules are the policy's. */
  readonly roles?: readonly Role[];
  readonly duties?: readonly Duty[];
  /** Sessions that may call although they still lack this; only the pages that supply it name any. */
  readonly arriving?: readonly Exclude<Standing, 'open'>[];
}

/** Answers with an error code, its status and the number of the request. */
export function fail(code: keyof typeof STATUS_OF, portal: PortalContext) {
  const retryAfter = retryAfterOf(code);
  if (retryAfter !== null) portal.setHeader('Retry-After', String(retryAfter));
  return data<ErrorBody>({ code, requestId: portal.requestId }, { status: STATUS_OF[code] });
}

async function findAdmissible({ context: { portal } }: LoaderFunctionArgs, access: Access): Promise<{ person: SignedIn | null; arriving: SignedIn | null }> {
  const signedIn = await portal.signedIn();
  if (signedIn) return { person: signedIn, arriving: null };
  const arriving = await portal.arriving();
  const isAdmitted = arriving !== null && arriving.standing !== 'open' && (access.arriving?.includes(arriving.standing) ?? false);
  return { person: isAdmitted ? arriving : null, arriving };
}

/** The person who may call; anybody else is led to what is missing (pages) or refused with 401 or 403. */
export async function admit(args: LoaderFunctionArgs, access: Access): Promise<SignedIn> {
  const { portal } = args.context;
  const { person, arriving } = await findAdmissible(args, access);
  if (!person) {
    const url = new URL(args.request.url);
    const back = url.pathname + url.search;
    if (portal.isPageRequest) throw redirect(arriving?.standing === 'needs_code' ? paths.secondFactor(back) : arriving ? paths.accountSecondFactor(back) : paths.login(back));
    throw fail('not_signed_in', portal);
  }
  const { role, duty } = person.actor;
  const byRole = access.roles?.includes(role) ?? false;
  const byDuty = access.duties?.includes(duty) ?? false;
  if (!byRole && !byDuty) {
    portal.log('warn', 'access refused', { role, duty, path: new URL(args.request.url).pathname });
    throw fail('not_allowed', portal);
  }
  return person;
}
