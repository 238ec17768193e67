import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Details } from '#app/ui/kit/details.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface HelpPageProps {
  readonly machines: readonly { readonly name: string; readonly states: readonly { readonly state: string; readonly label: Text; readonly meaning: Text; readonly side: string; readonly promiseDays: number | null; readonly next: readonly Text[] }[] }[];
}

const QUESTIONS = ['register', 'who_signs', 'save', 'offline', 'files', 'number', 'correction', 'change', 'withdraw', 'password'] as const;

/** Who does what in each step, and answers to common questions. */
export function HelpPage({ machines }: HelpPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <PageTitle title={t('programmes.help.title')} lede={t('programmes.help.lede')} />
      <Section layout="split" title={t('programmes.help.questions')} intro={t('programmes.help.questions_intro')}>
        {QUESTIONS.map((name) => (
          <Details key={name} summary={t(`programmes.help.q_${name}` as MessageId)}>
            <p>{t(`programmes.help.a_${name}` as MessageId)}</p>
          </Details>
        ))}
      </Section>
      <Section layout="split" title={t('programmes.help.steps')} intro={t('programmes.help.steps_intro')}>
        {machines.map((machine) => (
          <Details key={machine.name} summary={t(`programmes.machine.${machine.name}` as MessageId)}>
            <SimpleTable
              fold
              caption={t(`programmes.machine.${machine.name}` as MessageId)}
              columns={[{ header: t('programmes.help.state') }, { header: t('programmes.help.meaning') }, { header: t('programmes.help.turn') }, { header: t('programmes.help.promise'), kind: 'number' }]}
              rows={machine.states.map((state) => ({
                key: state.state,
                cells: [
                  format.text(state.label),
                  <span key="m">
                    {format.text(state.meaning)}
                    {state.next.length > 0 ? <small className="soft next-acts">{t('programmes.help.next', { acts: state.next.map((act) => format.text(act)).join(', ') })}</small> : null}
                  </span>,
                  t(`firms.side.${state.side}` as MessageId),
                  state.promiseDays === null ? '-' : t('programmes.times.days', { days: state.promiseDays }),
                ],
              }))}
            />
          </Details>
        ))}
      </Section>
      <Section layout="split" title={t('programmes.help.contact')}>
        <p>{t('programmes.help.contact_text')}</p>
        <p>
          <Link to={paths.privacy()}>{t('programmes.privacy.title')}</Link>
        </p>
      </Section>
    </Wrap>
  );
}
