import type { ReactNode } from 'react';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { dutyLabel, homeFor, navigationFor } from '#app/ui/accounts/navigation.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { DemoBanner } from '#app/ui/kit/demo-banner.tsx';
import { Footer } from '#app/ui/kit/footer.tsx';
import { Header } from '#app/ui/kit/header.tsx';
import { PageFrame, Wrap } from '#app/ui/kit/page-frame.tsx';

interface SiteFrameProps {
  readonly actor: { readonly name: string; readonly role: Role; readonly duty: Duty } | null;
  readonly demo: boolean;
  readonly unread: number;
  /** What the last action did, shown once. */
  readonly flash: string | null;
  readonly children: ReactNode;
}

/** Header, footer and notices around every page. */
export function SiteFrame({ actor, demo, unread, flash, children }: SiteFrameProps) {
  const { t, translate, locale } = useI18n();
  const other = locale === 'ko' ? 'en' : 'ko';
  const header = (
    <Header
      brand={t('pages.brand')}
      brandTo={actor ? homeFor(actor.role) : paths.home()}
      nav={navigationFor(actor?.role ?? null).map((entry) => ({ ...entry, label: t(entry.label) }))}
      language={{ action: paths.language(), locale: other, label: other === 'ko' ? t('pages.language.ko') : t('pages.language.en') }}
      signIn={{ to: paths.login(), label: t('pages.nav.sign_in') }}
      {...(actor
        ? {
            account: { name: actor.name, detail: translate(dutyLabel(actor.duty)), links: [{ to: paths.account(), label: t('pages.nav.account') }], signOutAction: paths.logout() },
            notices: { to: paths.inbox(), count: unread },
          }
        : {})}
    />
  );
  const footer = (
    <Footer
      links={[
        { to: paths.programmes(), label: t('pages.nav.year') },
        { to: paths.roadmapCheck(), label: t('pages.nav.roadmap_check') },
        { to: paths.help(), label: t('pages.nav.help') },
        { to: paths.outcomes(), label: t('pages.nav.outcomes') },
        { to: paths.privacy(), label: t('pages.nav.privacy') },
      ]}
    >
      <p>{t('pages.footer.operator')}</p>
    </Footer>
  );
  const banner = demo ? (
    <DemoBanner text={t('pages.demo.notice')}>
      <Link to={paths.demoMail()}>{t('pages.demo.mail')}</Link>
    </DemoBanner>
  ) : null;
  return (
    <PageFrame banner={banner} header={header} footer={footer} dense={actor?.role === 'officer' || actor?.role === 'auditor' || actor?.role === 'admin'}>
      {flash ? (
        <Wrap>
          <Alert kind="ok">{flash}</Alert>
        </Wrap>
      ) : null}
      {children}
    </PageFrame>
  );
}
