import type { ServerBuild } from '@remix-run/node';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { dutiesOf } from '#app/domain/accounts/actor.ts';
import type { z } from 'zod';
import type { StepUp } from '#app/http/step-up.ts';
import { kindsOf, type FormKind } from './form-samples.ts';
import { routeMatrix, type RouteRule } from './route-matrix.ts';
import type { CaseIds } from './two-cases.ts';

/** One address of the built product with its line of the matrix. */
export interface Address {
  /** Name of the route's folder. */
  readonly name: string;
  readonly rule: RouteRule;
  readonly hasLoader: boolean;
  readonly hasAction: boolean;
  /** Duties that the guard of the code lets in, null for everybody. */
  readonly guards: { readonly loader: readonly Duty[] | null; readonly action: readonly Duty[] | null };
  /** Where a fresh proof of the person is asked for. */
  readonly stepUp: { readonly loader: StepUp | null; readonly action: StepUp | null };
  /** The submissions its form knows, empty where it reads none. */
  readonly kinds: readonly FormKind[];
  /** The path with the record of a case in it. */
  path(ids: CaseIds): string;
}

interface Marked {
  readonly access: 'public' | 'guarded';
  readonly roles: readonly Role[] | null;
  readonly duties: readonly Duty[] | null;
  readonly stepUp: StepUp | null;
  readonly input: z.ZodType | null;
}

const GUARD = Symbol.for('portal.guard');
const NOBODY = '00000000-0000-4000-8000-000000000000';

const markOf = (handler: unknown): Marked | undefined => (handler as { readonly [GUARD]?: Marked } | undefined)?.[GUARD];

function guardOf(handler: unknown): readonly Duty[] | null {
  const mark = markOf(handler);
  if (!mark) return [];
  return mark.access === 'public' ? null : [...(mark.roles ?? []).flatMap((role): readonly Duty[] => dutiesOf(role)), ...(mark.duties ?? [])];
}

/** All addresses of the build. */
export function listAddresses(build: ServerBuild): Address[] {
  return Object.values(build.routes)
    .filter((route): route is NonNullable<typeof route> => route !== undefined)
    .map((route) => {
      const name = route.id.replace(/^routes\//, '');
      const rule = routeMatrix[name] ?? {};
      const input = markOf(route.module.action)?.input;
      return {
        name,
        rule,
        hasLoader: route.module.loader !== undefined,
        hasAction: route.module.action !== undefined,
        guards: { loader: guardOf(route.module.loader), action: guardOf(route.module.action) },
        stepUp: { loader: markOf(route.module.loader)?.stepUp ?? null, action: markOf(route.module.action)?.stepUp ?? null },
        kinds: input ? kindsOf(input) : [],
        path: (ids) => `/${(route.path ?? '').replace(/:(\w+)\??/g, (_, key: string) => rule.params?.[key] ?? (rule.record && rule.record !== 'none' ? ids[rule.record] : NOBODY)).replace('*', 'no/such/page')}${route.index && route.id !== 'routes/_index' ? '?index' : ''}`,
      } satisfies Address;
    })
    .filter(({ name }) => name !== 'root');
}

/** Names of the build's routes that have no line, and lines that have no route. */
export function compareWithMatrix(build: ServerBuild): { readonly missing: string[]; readonly surplus: string[] } {
  const names = Object.keys(build.routes).map((id) => id.replace(/^routes\//, ''));
  return { missing: names.filter((name) => !(name in routeMatrix)), surplus: Object.keys(routeMatrix).filter((name) => !names.includes(name)) };
}
