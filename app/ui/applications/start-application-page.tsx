import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { CALL_STATE } from '#app/ui/programmes/shown-call.ts';
import type { Text } from './shown-section.ts';

interface ShownStart {
  readonly yearLabel: Text;
  readonly phase: 'before' | 'open' | 'grace' | 'closed';
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly canStart: boolean;
  readonly obstacle: 'not_verified' | 'suspended' | null;
  readonly firstSection: string;
  readonly sections: readonly { readonly id: string; readonly title: Text }[];
  readonly documents: readonly { readonly kind: string; readonly name: Text; readonly hint: Text | null; readonly required: boolean }[];
}

/** Before the first answer: what is asked, which papers, and the start. */
export function StartApplicationPage({ start, seed, reply }: { start: ShownStart | null; seed: string; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!start) {
    return (
      <Wrap>
        <PageTitle title={t('applications.overview.title')} />
        <EmptyState title={t('applications.start.no_call')}>{t('applications.start.no_call_text')}</EmptyState>
      </Wrap>
    );
  }
  const state = CALL_STATE[start.phase];
  const documents = (
    <Section title={t('applications.start.documents')}>
      <StructuredList>
        {start.documents.map((document) => (
          <StructuredItem key={document.kind} title={format.text(document.name)} state={<State kind="none">{t(document.required ? 'applications.start.required' : 'applications.start.if_needed')}</State>} sub={document.hint ? format.text(document.hint) : null} />
        ))}
      </StructuredList>
    </Section>
  );
  const obstacle = start.obstacle ? t(`applications.start.${start.obstacle}`) : start.canStart ? null : t(start.phase === 'before' ? 'applications.start.before' : start.phase === 'closed' ? 'applications.start.closed' : 'applications.start.not_yours');
  return (
    <Wrap>
      <PageTitle
        title={t('applications.start.title', { year: format.text(start.yearLabel) })}
        over={
          <>
            <State kind={state.kind}>{t(state.word)}</State>
            <span>
              {t(start.phase === 'before' ? 'applications.start.opens' : 'applications.form.closes')} <TimeText at={start.phase === 'before' ? start.opensAt : start.closesAt} />
            </span>
          </>
        }
        lede={t('applications.start.lede', { count: start.sections.length })}
      />
      <Columns side={documents}>
        <Section title={t('applications.start.sections')}>
          <ol className="way">
            {start.sections.map((section) => (
              <li key={section.id}>
                <b>{format.text(section.title)}</b>
              </li>
            ))}
          </ol>
          {start.canStart ? (
            <PortalForm id="start" intent="start" action={`${paths.firmApplication()}?index`} reply={reply}>
              <input type="hidden" name="section" value={start.firstSection} />
              {seed ? <input type="hidden" name="seed" value={seed} /> : null}
              <p className="btns">
                <Button type="submit" variant="primary" iconEnd="arrow" wide>
                  {t('applications.start.submit')}
                </Button>
              </p>
            </PortalForm>
          ) : (
            <div className="gap-above">
              <Button variant="primary" disabledReason={obstacle ?? ''}>
                {t('applications.start.submit')}
              </Button>
            </div>
          )}
          <p className="small soft gap-above">{t('applications.start.note')}</p>
          <p className="gap-above">
            <ButtonLink to={paths.check()} variant="text">
              {t('applications.start.check')}
            </ButtonLink>
          </p>
        </Section>
      </Columns>
    </Wrap>
  );
}
