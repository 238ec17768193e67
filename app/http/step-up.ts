import { missingProof } from '#app/domain/accounts/second-factor-policy.ts';
import { fail } from './admission.ts';
import type { SignedIn } from './context.ts';
import { type LoaderFunctionArgs, redirect } from './framework.ts';
import { paths } from './paths.ts';

/** Where a fresh proof of the person is asked for. */
export interface StepUp {
  /** Forms of the action that ask for it, by their intent; all of them when absent. */
  readonly intents?: readonly string[];
  /** Those for which a password is not enough: an account without a second factor sets one up first. */
  readonly withFactor?: readonly string[];
  /** Page to which the person returns, where it is not the address itself (downloads). */
  readonly returnTo?: string;
}

/**
 * Lets a sensitive request pass only with a fresh proof (ASVS 7.5.3); else leads to the page that asks for it and back to
 * the form. Nothing has been done then: a form cannot be sent again for the person, so it is filled in and sent anew.
 */
export function demandStepUp({ request, context: { portal } }: LoaderFunctionArgs, signedIn: SignedIn, rule: StepUp, form: FormData | null): void {
  const intent = form?.get('intent');
  if (form && rule.intents && !(typeof intent === 'string' && rule.intents.includes(intent))) return;
  const needsFactor = typeof intent === 'string' && (rule.withFactor?.includes(intent) ?? false);
  const missing = missingProof({ ...signedIn, needsFactor, demo: portal.demo });
  if (missing === 'none') return;
  portal.log('info', 'step-up asked', { missing, path: new URL(request.url).pathname });
  if (!form && !portal.isPageRequest) throw fail('not_allowed', portal);
  const next = rule.returnTo ?? pageOf(request);
  throw redirect(missing === 'set_up' ? paths.accountSecondFactor(next) : paths.stepUp(next), { status: 303 });
}

/** The page on which the form stands: Remix marks the action of an index route with `?index`. */
function pageOf(request: Request): string {
  const url = new URL(request.url);
  url.searchParams.delete('index');
  return url.pathname + url.search;
}
