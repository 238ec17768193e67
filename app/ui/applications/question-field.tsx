import { useI18n } from '#app/i18n/i18n.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { LockedField } from '#app/ui/kit/forms/locked-field.tsx';
import { MoneyField, NumberField, PhoneField } from '#app/ui/kit/forms/number-fields.tsx';
import { Remark } from '#app/ui/kit/forms/remark.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { ConsentBox } from './consent-box.tsx';
import { IndicatorField } from './indicator-field.tsx';
import type { ShownCorrection, ShownField } from './shown-section.ts';

const FEW = 5;

/** One question of the form with the field that fits its kind. */
export function QuestionField({ field, correction }: { field: ShownField; correction: ShownCorrection | null }) {
  const { t, format } = useI18n();
  if (field.locked) {
    return <LockedField label={format.text(field.label)} value={field.words || <span className="soft">{t('applications.answer.empty')}</span>} note={t(`applications.locked.${field.locked}`)} />;
  }
  const remark = field.remark ? (
    <Remark title={t('applications.correction.remark')} by={correction?.by} at={correction ? <TimeText at={correction.at} /> : null}>
      {field.remark}
    </Remark>
  ) : undefined;
  const common = {
    name: field.id,
    label: format.text(field.label),
    ...(field.hint ? { hint: format.text(field.hint) } : {}),
    required: field.required,
    ...(remark ? { remark } : {}),
  };
  const unit = field.unit ? { unit: format.text(field.unit) } : {};
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: format.text(option.label) }));
  const autoComplete = field.autocomplete ? { autoComplete: field.autocomplete } : {};
  switch (field.kind) {
    case 'longtext':
      return <TextArea {...common} rows={field.minLength ? 8 : 4} {...(field.maxLength ? { maxLength: field.maxLength } : {})} {...(field.minLength ? { minLength: field.minLength } : {})} />;
    case 'integer':
      return <NumberField {...common} {...unit} />;
    case 'percent':
      return <NumberField {...common} {...unit} decimals />;
    case 'won':
      return <MoneyField {...common} />;
    case 'date':
      return <DateField {...common} />;
    case 'phone':
      return <PhoneField {...common} {...autoComplete} />;
    case 'postal_code':
    case 'corporate_number':
      return <TextField {...common} {...autoComplete} inputMode="numeric" width="short" />;
    case 'email':
      return <TextField {...common} {...autoComplete} type="email" width="medium" spellCheck={false} />;
    case 'person_name':
      return <TextField {...common} {...autoComplete} width="medium" />;
    case 'yesno':
      return <RadioGroup {...common} inline options={[{ value: 'yes', label: t('applications.answer.yes') }, { value: 'no', label: t('applications.answer.no') }]} />;
    case 'choice':
      return options.length <= FEW ? <RadioGroup {...common} inline={options.every((option) => option.label.length <= 14)} options={options} /> : <Select {...common} options={options} width="medium" />;
    case 'multi':
      return <CheckboxGroup {...common} inline options={options} />;
    case 'ksic':
      return <Select {...common} options={options} />;
    case 'region':
      return <Select {...common} options={options} width="medium" />;
    case 'consent':
      return field.consent ? <ConsentBox name={field.id} consent={{ ...field.consent, isRequired: field.required }} label={common.label} /> : null;
    case 'indicator':
      return field.indicator ? <IndicatorField field={field} indicator={field.indicator} remark={remark} /> : null;
    default:
      return <TextField {...common} {...autoComplete} {...(field.maxLength ? { maxLength: field.maxLength + 20 } : {})} width={(field.maxLength ?? 0) > 100 ? 'full' : 'medium'} />;
  }
}
