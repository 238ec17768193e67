import type { ReactNode } from 'react';
import { Form, Link, useLocation } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** One entry of the main menu; `match` (default `to`) is the path prefix that makes it current. */
export interface NavItem {
  to: string;
  label: string;
  match?: string;
  count?: number;
}

/** The switch posts `locale` and `returnTo` to `action`, and so works without scripts. */
export interface LanguageSwitch {
  action: string;
  locale: string;
  label: string;
}

/** The signed-in person: a name, a line about the role, own links, and where signing out is posted. */
export interface AccountMenu {
  name: string;
  detail?: string;
  links: readonly { to: string; label: string }[];
  signOutAction: string;
}

export interface HeaderProps {
  brand: string;
  brandTo: string;
  nav: readonly NavItem[];
  language?: LanguageSwitch;
  account?: AccountMenu;
  signIn?: { to: string; label: string };
  notices?: { to: string; count: number };
}

function currentOf(nav: readonly NavItem[], pathname: string): NavItem | undefined {
  const fits = (item: NavItem) => {
    const path = item.match ?? item.to;
    return pathname === path || (path !== '/' && pathname.startsWith(`${path}/`));
  };
  return [...nav].filter(fits).sort((a, b) => (b.match ?? b.to).length - (a.match ?? a.to).length)[0];
}

function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="brand-mark">
      <path d="M4 21v-6M9.3 21v-10M14.7 21V8" className="brand-past" />
      <path d="M20 21V3" className="brand-now" />
    </svg>
  );
}

function NavLinks({ nav, current }: { nav: readonly NavItem[]; current: NavItem | undefined }) {
  const { t } = useI18n();
  return nav.map((item) => (
    <Link key={item.to} to={item.to} aria-current={item === current ? 'page' : undefined} prefetch="none">
      {item.label}
      {item.count ? (
        <>
          <b className="count" aria-hidden="true">
            {item.count}
          </b>
          <span className="sr-only">{t('kit.count', { count: item.count })}</span>
        </>
      ) : null}
    </Link>
  ));
}

function LanguageForm({ language }: { language: LanguageSwitch }) {
  const location = useLocation();
  return (
    <Form method="post" action={language.action} reloadDocument className="lang-form">
      <input type="hidden" name="locale" value={language.locale} />
      <input type="hidden" name="returnTo" value={location.pathname + location.search} />
      <button type="submit" lang={language.locale} className="menu-item">
        <Icon name="globe" />
        {language.label}
      </button>
    </Form>
  );
}

function SignOut({ action }: { action: string }) {
  const { t } = useI18n();
  return (
    <Form method="post" action={action} reloadDocument>
      <button type="submit" className="menu-item">
        {t('kit.sign_out')}
      </button>
    </Form>
  );
}

function AccountPanel({ account }: { account: AccountMenu }): ReactNode {
  return (
    <>
      {account.links.map((link) => (
        <Link key={link.to} to={link.to} className="menu-item">
          {link.label}
        </Link>
      ))}
      <SignOut action={account.signOutAction} />
    </>
  );
}

/** Brand, main menu of the role, notices, language and account. Both menus are `details`, so they open without scripts. */
export function Header({ brand, brandTo, nav, language, account, signIn, notices }: HeaderProps) {
  const { t } = useI18n();
  const location = useLocation();
  const current = currentOf(nav, location.pathname);
  return (
    <header className="krds-header">
      <div className="wrap">
        <Link className="brand" to={brandTo}>
          <BrandMark />
          {brand}
        </Link>
        <nav className="gnb" aria-label={t('kit.menu.main')}>
          <NavLinks nav={nav} current={current} />
        </nav>
        <div className="util">
          {language ? (
            <div className="m-hide">
              <LanguageForm language={language} />
            </div>
          ) : null}
          {notices ? (
            <Link className="icon-btn" to={notices.to}>
              <Icon name="bell" />
              {notices.count > 0 ? (
                <b className="dot-count" aria-hidden="true">
                  {notices.count > 99 ? '99+' : notices.count}
                </b>
              ) : null}
              <span className="sr-only">{t('kit.notices', { count: notices.count })}</span>
            </Link>
          ) : null}
          {account ? (
            <details className="menu m-hide" key={`a${location.key}`}>
              <summary>
                <Icon name="user" />
                <span>
                  {account.name}
                  {account.detail ? <small>{account.detail}</small> : null}
                </span>
                <Icon name="down" className="turn-down" />
              </summary>
              <div className="menu-panel">
                <AccountPanel account={account} />
              </div>
            </details>
          ) : null}
          {!account && signIn ? (
            <Link to={signIn.to} className="sign-in">
              {signIn.label}
            </Link>
          ) : null}
          <details className="menu d-hide" key={`m${location.key}`}>
            <summary className="icon-btn">
              <Icon name="menu" />
              <span className="sr-only">{t('kit.menu.open')}</span>
            </summary>
            <div className="menu-panel full">
              <nav aria-label={t('kit.menu.main')}>
                <NavLinks nav={nav} current={current} />
              </nav>
              <div className="menu-account">
                {account ? (
                  <>
                    <p>
                      <b>{account.name}</b> <span className="soft">{account.detail}</span>
                    </p>
                    <AccountPanel account={account} />
                  </>
                ) : null}
                {language ? <LanguageForm language={language} /> : null}
              </div>
            </div>
          </details>
        </div>
      </div>
    </header>
  );
}
