import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { FIELD_LABELS, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ConsultantAnswer } from '#app/ui/assignments/consultant-answer.tsx';
import { Reasons, type ShownReason } from '#app/ui/assignments/reasons.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';

interface ShownConsultant {
  readonly id: string;
  readonly state: string;
  readonly stateSince: Date;
  readonly dueOn: string | null;
  readonly objectionText: string | null;
  readonly startedOn: string | null;
  readonly manDaysHalf: number;
  readonly usedDaysHalf: number;
  readonly reasons: readonly ShownReason[];
  readonly name: string;
  readonly fields: readonly string[];
  readonly regionNames: readonly Text[];
  readonly yearsExperience: number | null;
  readonly introduction: string | null;
  readonly certificates: readonly string[];
}

interface FirmConsultantProps {
  readonly current: ShownConsultant | null;
  readonly former: readonly ShownConsultant[];
  readonly firm: { readonly regionName: Text | null; readonly ksicCode: string | null; readonly ksicName: Text | null } | null;
  readonly answer: { readonly mayAgree: boolean; readonly isHeld: boolean; readonly refusal: 'used' | 'late' | null; readonly clock: { readonly used: number; readonly promise: number } } | null;
  readonly reply: FormReply | undefined;
}

function Facts({ consultant }: { consultant: ShownConsultant }) {
  const { t, format } = useI18n();
  return (
    <DefinitionList
      items={[
        { term: t('assignments.firm.name'), value: consultant.name },
        { term: t('assignments.firm.fields'), value: toConsultingFields(consultant.fields).map((field) => format.text(FIELD_LABELS[field])).join(', ') || '-' },
        { term: t('assignments.firm.regions'), value: consultant.regionNames.map((name) => format.text(name)).join(', ') || '-' },
        ...(consultant.yearsExperience === null ? [] : [{ term: t('assignments.firm.experience'), value: t('assignments.firm.years', { years: consultant.yearsExperience }) }]),
        ...(consultant.certificates.length > 0 ? [{ term: t('assignments.firm.certificates'), value: consultant.certificates.join(', ') }] : []),
        { term: t('assignments.need.days'), value: consultant.startedOn ? t('assignments.firm.days_used', { used: consultant.usedDaysHalf / 2, total: consultant.manDaysHalf / 2 }) : t('assignments.days', { days: consultant.manDaysHalf / 2 }) },
        ...(consultant.startedOn ? [{ term: t('assignments.firm.since'), value: <DateText on={consultant.startedOn} /> }] : []),
      ]}
    />
  );
}

function State({ current, answer, reply }: { current: ShownConsultant; answer: FirmConsultantProps['answer']; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { publicLabel, label } = getState(assignmentMachine, current.state);
  if (current.state === 'accepted') {
    return (
      <Turn
        whose={t('firms.turn.firm')}
        mine
        title={t('assignments.firm.turn', { name: current.name })}
        due={current.dueOn ? { label: t('firms.turn.due'), value: <DateText on={current.dueOn} /> } : undefined}
        clock={answer ? <Clock used={answer.clock.used} promise={answer.clock.promise} /> : undefined}
        next={<p>{t('assignments.firm.silence')}</p>}
      >
        {answer ? <ConsultantAnswer assignmentId={current.id} name={current.name} answer={answer} reply={reply} /> : null}
      </Turn>
    );
  }
  const isObjected = current.state === 'objected';
  return (
    <Turn
      whose={isObjected ? t('firms.turn.officer') : format.text(label)}
      mine={false}
      title={isObjected ? t('assignments.firm.objected') : format.text(publicLabel)}
      actions={isObjected ? undefined : <ButtonLink to={paths.firmVisits()}>{t('assignments.firm.visits')}</ButtonLink>}
    >
      {isObjected ? t('assignments.firm.objected_text') : null}
    </Turn>
  );
}

/** The firm's consultant: who it is, why this one, agreeing or objecting while the window is open, and who came before. */
export function FirmConsultantPage({ current, former, firm, answer, reply }: FirmConsultantProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('firms.home.title') }, { label: t('assignments.firm.title') }]} />
      <PageTitle title={t('assignments.firm.title')} />
      {current === null ? (
        <EmptyState title={t('assignments.firm.none')} action={<ButtonLink to={paths.firm()}>{t('assignments.firm.back')}</ButtonLink>}>
          {t('assignments.firm.none_hint')}
        </EmptyState>
      ) : (
        <>
          <State current={current} answer={answer} reply={reply} />
          <Section title={t('assignments.firm.who')}>
            <Facts consultant={current} />
            {current.introduction ? <p>{current.introduction}</p> : null}
          </Section>
          {current.reasons.length > 0 ? (
            <Section title={t('assignments.firm.why')} intro={t('assignments.firm.why_hint')}>
              <Reasons reasons={current.reasons} names={{ region: format.text(firm?.regionName ?? null), ksic: format.text(firm?.ksicName ?? null) || (firm?.ksicCode ?? '') }} />
            </Section>
          ) : null}
          {current.objectionText ? (
            <Section title={t('assignments.firm.your_objection')}>
              <p>{current.objectionText}</p>
            </Section>
          ) : null}
        </>
      )}
      {former.length > 0 ? (
        <Section title={t('assignments.firm.former')}>
          <DefinitionList
            items={former.map((entry) => ({
              term: entry.name,
              value: (
                <>
                  {format.text(getState(assignmentMachine, entry.state).label)} · <TimeText at={entry.stateSince} />
                </>
              ),
              note: entry.objectionText ?? undefined,
            }))}
          />
        </Section>
      ) : null}
    </Wrap>
  );
}
