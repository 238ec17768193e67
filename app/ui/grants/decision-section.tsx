import type { MessageId } from '#app/i18n/message-ids.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { GrantStateWord } from '#app/ui/grants/money-parts.tsx';
import type { ShownCondition, ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

/** The grant decision with what it rests on: limits, budget, contributions, other support. */
export function DecisionSection({ shown }: { shown: ShownGrant }) {
  const { t, format } = useI18n();
  const { decision, funds, limits } = shown;
  if (!decision) {
    return (
      <Section title={t('grants.decision.title')} id="decision">
        <p className="soft">{t('grants.decision.none')}</p>
      </Section>
    );
  }
  const { duplicateSupport } = decision;
  return (
    <Section title={t('grants.decision.title')} id="decision" aside={<GrantStateWord state={decision.state}>{format.text(decision.label)}</GrantStateWord>}>
      <DefinitionList
        items={[
          { term: t('grants.decision.requested'), value: format.won(decision.requestedWon) },
          ...(decision.recommendedWon === null ? [] : [{ term: t('grants.decision.recommended'), value: format.won(decision.recommendedWon), ...(decision.reasonText && decision.amountWon === null ? { note: decision.reasonText } : {}) }]),
          ...(decision.amountWon === null ? [] : [{ term: t('grants.decision.amount'), value: <b>{format.won(decision.amountWon)}</b> }]),
          ...(decision.reserveNumber === null ? [] : [{ term: t('grants.payments.col.state'), value: t('grants.decision.reserve', { number: decision.reserveNumber }) }]),
          ...(funds
            ? [
                { term: t('grants.decision.limits'), value: t('grants.decision.limits_value', { min: format.wonShort(limits.minWon), max: format.wonShort(limits.maxWon) }) },
                { term: t('grants.decision.free'), value: format.won(funds.freeWon) },
                { term: t('grants.decision.pool'), value: format.won(funds.poolWon), note: t('grants.decision.pool_note') },
                {
                  term: t('grants.decision.others'),
                  value: funds.others.length === 0 ? t('grants.decision.no_others') : funds.others.map((other) => <span key={other.applicationId} className="nb"><Link to={paths.officerAgreement(other.applicationId)}>{other.receiptNumber ?? format.text(other.yearLabel)}</Link> {format.wonShort(other.amountWon ?? 0)} </span>),
                },
              ]
            : []),
          ...(duplicateSupport.result ? [{ term: t('grants.decision.duplicate'), value: t(`grants.decision.duplicate.${duplicateSupport.result}`), ...(duplicateSupport.note ? { note: duplicateSupport.note } : {}) }] : []),
          ...(decision.proposerName && decision.proposedAt ? [{ term: t('grants.decision.proposer'), value: <>{decision.proposerName} · <TimeText at={decision.proposedAt} /></> }] : []),
          ...(decision.approvedAt ? [{ term: t(decision.approverName ? 'grants.decision.approver' : 'grants.decision.decided_at'), value: <>{decision.approverName ? `${decision.approverName} · ` : ''}<TimeText at={decision.approvedAt} /></> }] : []),
          ...(decision.appealUntil ? [{ term: t('grants.decision.appeal'), value: <DateText on={decision.appealUntil} /> }] : []),
        ]}
      />
      {decision.reasonText && (decision.state === 'refused' || decision.state === 'partial') ? (
        <ReasonBox title={decision.reasonCode ? t(`grants.refuse.${decision.reasonCode}` as MessageId) : t('grants.decision.reason')}>{decision.reasonText}</ReasonBox>
      ) : null}
    </Section>
  );
}

/** Questions about the grant, newest last. */
export function QuestionSection({ shown }: { shown: ShownGrant }) {
  const { t } = useI18n();
  const questions = shown.decision?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <Section title={t('grants.decision.questions')} id="questions">
      {questions.map((entry, index) => (
        <DefinitionList
          key={index}
          items={[
            { term: t('grants.decision.question'), value: entry.question, note: <TimeText at={new Date(entry.askedAt)} /> },
            { term: t('grants.decision.answer'), value: entry.answer ?? <span className="soft">{t('grants.decision.unanswered')}</span>, ...(entry.answeredAt ? { note: <>{entry.answeredBy} · <TimeText at={new Date(entry.answeredAt)} /></> } : {}) },
          ]}
        />
      ))}
    </Section>
  );
}

/** Conditions of the grant; an officer marks them as met while the agreement waits for them. */
export function ConditionSection({ conditions, mayConfirm, reply }: { conditions: readonly ShownCondition[]; mayConfirm: boolean; reply: FormReply | undefined }) {
  const { t } = useI18n();
  if (conditions.length === 0) return null;
  return (
    <Section title={t('grants.decision.conditions')} id="conditions">
      <StructuredList ordered label={t('grants.decision.conditions')}>
        {conditions.map((condition, index) => (
          <StructuredItem
            key={index}
            title={condition.text}
            state={<State kind={condition.metAt ? 'ok' : 'todo'}>{t(condition.metAt ? 'grants.decision.condition_met' : 'grants.decision.condition_open')}</State>}
            sub={<>{t(`grants.decision.owner.${condition.owner}`)} · <DateText on={condition.dueOn} />{condition.metBy ? ` · ${condition.metBy}` : ''}</>}
            side={
              mayConfirm && !condition.metAt ? (
                <PortalForm reply={reply} intent="confirm_condition" id={`condition-${index}`}>
                  <input type="hidden" name="index" value={index} />
                  <Button type="submit" size="medium">{t('grants.decision.confirm_condition')}</Button>
                </PortalForm>
              ) : undefined
            }
          />
        ))}
      </StructuredList>
    </Section>
  );
}
