import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';

/** Links about the service and the lines of who runs it. */
export function Footer({ links, children }: { links: readonly { to: string; label: string }[]; children?: ReactNode }) {
  const { t } = useI18n();
  return (
    <footer className="krds-footer">
      <div className="wrap">
        <nav aria-label={t('kit.menu.footer')}>
          {links.map((link) => (
            <Link key={link.to} to={link.to}>
              {link.label}
            </Link>
          ))}
        </nav>
        {children ? <div>{children}</div> : null}
      </div>
    </footer>
  );
}
