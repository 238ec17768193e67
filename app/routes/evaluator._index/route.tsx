import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listMyEvaluations } from '#app/services/applications/get-evaluation.ts';
import { EvaluatorHomePage } from '#app/ui/cases/evaluator-pages.tsx';

await loadMessages('kit', 'cases');

export const loader = guardedLoader({ roles: ['evaluator'] }, async ({ ctx, t }) => ({ ...(await listMyEvaluations(ctx)), title: t('cases.evaluator.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EvaluatorHome() {
  return <EvaluatorHomePage {...usePageData<typeof loader>()} />;
}
