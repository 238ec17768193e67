import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { decodeMessage } from '#app/domain/errors.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { ChangeForm } from '#app/ui/grants/change-form.tsx';
import { ChangeStateWord, EffectSection, HistorySection, OutcomeAlert, WishSection } from '#app/ui/grants/change-parts.tsx';
import { HashText, ToldNames } from '#app/ui/grants/money-parts.tsx';
import type { ShownChange } from '#app/ui/grants/shown-change.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';

interface PageProps {
  readonly change: ShownChange;
  readonly reply: FormReply | undefined;
}

/** One change request of the firm: write, see what it does, sign; later where it stands. */
export function FirmChangePage({ change, reply }: PageProps) {
  const { t, format } = useI18n();
  const kind = format.text(CHANGE_KINDS[change.kind].label);
  const mine = change.state === 'draft' || change.state === 'queried';
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { to: paths.firmChanges(), label: t('changes.list.title') }, { label: kind }]} />
      <PageTitle title={kind} over={<ChangeStateWord change={change} />} {...(change.agreementNumber ? { meta: change.agreementNumber } : {})} />
      <Turn
        whose={t(mine ? 'changes.turn.mine' : change.side === 'none' ? 'changes.turn.done' : 'changes.turn.theirs')}
        mine={mine}
        title={mine ? t(change.state === 'queried' ? 'changes.turn.answer' : change.problems.length > 0 ? 'changes.turn.write' : 'changes.turn.sign') : format.text(change.label)}
        {...(change.dueOn && change.state === 'queried' ? { due: { label: t('changes.turn.due'), value: <DateText on={change.dueOn} /> } } : {})}
        {...(mine ? { actions: <ButtonLink to={change.problems.length > 0 ? '#form' : '#sign'} variant="primary" iconEnd="down">{t(change.problems.length > 0 ? 'changes.turn.to_form' : 'changes.turn.to_sign')}</ButtonLink> } : {})}
      >
        <p>{format.text(change.publicLabel)}</p>
      </Turn>
      <OutcomeAlert change={change} />
      {change.query ? (
        <Section title={t('changes.query.title')} id="query">
          <p className="prose">{change.query.text}</p>
          <p className="small soft">{t('changes.query.by', { name: change.query.byName, on: format.date(change.query.dueOn) })}</p>
        </Section>
      ) : null}
      {mine && !change.base.isCurrent ? <Alert kind="warn" title={t('changes.base.behind', { number: change.base.number, current: change.base.current })}>{t('changes.base.firm')}</Alert> : null}
      {change.form ? <ChangeForm change={change} form={change.form} reply={reply} /> : null}
      <WishSection change={change} />
      <EffectSection change={change} />
      {mine ? <SignSection change={change} reply={reply} /> : null}
      <HistorySection change={change} />
      {change.can['withdraw'] ? (
        <Details summary={t('changes.withdraw.title')} open={reply?.intent === 'withdraw'}>
          <PortalForm reply={reply} intent="withdraw" id="withdraw">
            <p className="small">{t('changes.withdraw.lead')}</p>
            <Button type="submit" variant="danger">{t('changes.withdraw.button')}</Button>
          </PortalForm>
        </Details>
      ) : null}
    </Wrap>
  );
}

function SignSection({ change, reply }: PageProps) {
  const { t, format } = useI18n();
  const { signing } = change;
  const show = (encoded: string) => {
    const { id, params } = decodeMessage(encoded);
    const dates = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? format.date(value) : value]));
    return t(id as MessageId, dates);
  };
  return (
    <Section title={t(signing ? `changes.sign.title_${signing.transition}` : 'changes.sign.title_submit')} id="sign" {...(signing ? { intro: t(`changes.sign.lead_${signing.transition}`) } : {})}>
      {change.problems.length > 0 ? (
        <Alert kind="warn" title={t('changes.sign.problems')}>
          <ul>{change.problems.map((problem) => <li key={problem}>{show(problem)}</li>)}</ul>
        </Alert>
      ) : signing ? (
        <div className="stack">
          <p className="small">{t('changes.sign.hash')}: <HashText value={signing.hash} /></p>
          <PortalForm reply={reply} intent="send_code" id="send-code">
            <Button type="submit" icon="mail">{t('changes.sign.send_code')}</Button>
          </PortalForm>
          <PortalForm reply={reply} intent="sign" id="sign-form">
            <input type="hidden" name="hash" value={signing.hash} />
            {signing.transition === 'answer' ? <TextArea name="answer" label={t('changes.sign.answer')} maxLength={2000} rows={4} required /> : null}
            <TextField name="code" label={t('changes.sign.code')} hint={t('changes.sign.code_hint')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} width="short" required />
            <ToldNames people={change.told[signing.transition]} />
            <Button type="submit" variant="primary">{t(`changes.sign.button_${signing.transition}`)}</Button>
          </PortalForm>
        </div>
      ) : (
        <p>{t('changes.sign.only_representative')}</p>
      )}
    </Section>
  );
}
