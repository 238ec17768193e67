import { CHANGE_KINDS, type ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { ChangeDelta } from '#app/domain/grants/change-values.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ChangeRows, DeltaList } from '#app/ui/grants/change-parts.tsx';
import type { ShownChangeBrief } from '#app/ui/grants/shown-change.ts';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';

/** A version of the agreement with what the change request behind it changed. */
export interface ShownAgreementVersion {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Date;
  readonly effectiveOn: string;
  readonly documentId: string | null;
  readonly changeId: string | null;
  readonly kind: ChangeKind | null;
  readonly delta: readonly ChangeDelta[];
  readonly signerName: string | null;
  readonly approverName: string | null;
}

interface VersionSectionProps {
  readonly versions: readonly ShownAgreementVersion[];
  readonly changes: readonly ShownChangeBrief[];
  readonly lines: readonly { readonly title: string }[];
  readonly isOfficer: boolean;
  readonly mayRequest: boolean;
}

/** Open change requests, and the versions of the agreement side by side with what each one changed. */
export function VersionSection({ versions, changes, lines, isOfficer, mayRequest }: VersionSectionProps) {
  const { t, format } = useI18n();
  const open = changes.filter((change) => change.side !== 'none');
  const to = isOfficer ? paths.officerChange : paths.firmChange;
  if (versions.length === 0) return null;
  return (
    <Section title={t('changes.versions.title')} id="versions" aside={mayRequest ? <ButtonLink to={paths.firmChanges()}>{t('changes.versions.request')}</ButtonLink> : undefined}>
      {open.length > 0 ? <ChangeRows changes={open} to={to} /> : null}
      {versions.map((version) => (
        <div key={version.id} className="stack-s gap-above">
          <h3>
            {t('changes.versions.number', { number: version.number })} <span className="soft small"><DateText on={version.effectiveOn} /></span>
          </h3>
          <p className="small">
            {version.kind ? t(version.approverName ? 'changes.versions.by_change' : 'changes.versions.by_notice', { kind: format.text(CHANGE_KINDS[version.kind].label), signer: version.signerName ?? '-', approver: version.approverName ?? '-' }) : t('changes.versions.drafted')}
          </p>
          {version.delta.length > 0 ? (
            <DeltaList
              asWish={false}
              delta={version.delta.map((entry) => {
                const [field = '', index] = entry.key.split('.');
                return { ...entry, field, unit: null, name: index === undefined ? null : (lines[Number(index)]?.title ?? index) };
              })}
            />
          ) : null}
          <ButtonRow>
            {version.documentId ? <ButtonLink to={paths.document(version.documentId)} reload variant="text" icon="file">{t('changes.versions.document', { number: version.number })}</ButtonLink> : null}
            {version.changeId ? <ButtonLink to={to(version.changeId)} variant="text">{t('changes.versions.change')}</ButtonLink> : null}
          </ButtonRow>
        </div>
      ))}
    </Section>
  );
}
