import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';

interface ErrorPageProps {
  readonly code: string;
  readonly requestId: string;
}

/** What happened, what to do, and the number under which the log knows it. */
export function ErrorPage({ code, requestId }: ErrorPageProps) {
  const { t, translate } = useI18n();
  return (
    <Wrap narrow>
      <div className="error-page">
        <h1>{translate(`errors.${code}.title`)}</h1>
        <p>{translate(`errors.${code}`)}</p>
        <p>
          <Link to={paths.home()} className="krds-btn secondary" reloadDocument>
            {t('pages.error.home')}
          </Link>
        </p>
        {requestId ? (
          <p className="small soft">
            {t('pages.error.reference')} <code>{requestId}</code>
          </p>
        ) : null}
      </div>
    </Wrap>
  );
}
