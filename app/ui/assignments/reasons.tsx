import { useI18n } from '#app/i18n/i18n.tsx';
import { FIELD_LABELS } from '#app/domain/assignments/field-names.ts';
import type { ConsultingField } from '#app/domain/assignments/proposal.ts';

export interface ShownReason {
  readonly messageId: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly points: number;
}

/** Why a consultant fits, each with its points; `regions` and `fields` of the parameters are written as names. */
export function Reasons({ reasons, names }: { reasons: readonly ShownReason[]; names: { readonly region: string; readonly ksic: string } }) {
  const { t, translate, format } = useI18n();
  const written = (reason: ShownReason): Record<string, string | number> => ({
    ...reason.params,
    ...('region' in reason.params ? { region: names.region } : {}),
    ...('ksic' in reason.params ? { ksic: names.ksic } : {}),
    ...('field' in reason.params ? { field: format.text(FIELD_LABELS[reason.params['field'] as ConsultingField]) } : {}),
  });
  return (
    <ul className="reason-list small">
      {reasons.map((reason) => (
        <li key={reason.messageId} className={reason.points === 0 ? 'soft' : undefined}>
          <span>{translate(reason.messageId, written(reason))}</span>
          <b className="num">{t('assignments.points', { points: reason.points })}</b>
        </li>
      ))}
    </ul>
  );
}
