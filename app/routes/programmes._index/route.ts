import { redirect } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { getOpenCall } from '#app/services/programmes/get-open-call.ts';

/** The page of the present programme year; without one, the page of the call says so. */
export const loader = publicLoader({}, async ({ ctx }) => {
  const call = await getOpenCall(ctx);
  return redirect(call ? paths.programmeYear(call.number) : paths.home());
});
