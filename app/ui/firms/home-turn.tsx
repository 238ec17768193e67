import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { CASE_STAGE_LABELS, CASE_STEPS } from '#app/domain/workflow/case-steps.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { PAGE_OF, type ShownHome } from './shown-home.ts';

/** Whose turn it is, the one action, by when, and what comes next. */
export function HomeTurn({ home }: { home: ShownHome }) {
  const { t, format } = useI18n();
  const { stage, due, ruler, todos, application } = home;
  const todo = todos.find((entry) => entry.status === 'now') ?? null;
  // A successor of the consultant is confirmed while the case goes on.
  const mine = stage.side === 'firm' || todo?.name === 'consultant';
  const ended = stage.stage === 'ended' || stage.stage === 'alumni';
  const nextStep = stage.stepNumber === null ? null : (CASE_STEPS[stage.stepNumber] ?? null);
  const complete = application?.state === 'draft' && application.completedPercent === 100;
  const title = application === null ? t(home.canStart ? 'firms.turn.start_title' : 'firms.turn.no_call_title') : complete ? t('firms.turn.send_title') : todo && mine ? t(`firms.todo.${todo.name}_title` as MessageId) : format.text(stage.label);
  const action =
    application === null ? (
      home.canStart ? <ButtonLink to={paths.firmApplication()} variant="primary" iconEnd="arrow" wide>{t('firms.turn.start')}</ButtonLink> : null
    ) : todo && mine ? (
      <ButtonLink to={PAGE_OF[complete ? 'review' : todo.page]} variant="primary" iconEnd="arrow" wide>
        {complete ? t('firms.turn.send') : t(`firms.todo.${todo.name}_action` as MessageId)}
      </ButtonLink>
    ) : stage.stage === 'screen' ? (
      <ButtonLink to={PAGE_OF.review}>{t('firms.turn.read')}</ButtonLink>
    ) : home.mayAppeal ? (
      <ButtonLink to={paths.firmAppeal()}>{t('firms.turn.appeal')}</ButtonLink>
    ) : null;
  // The card says whose turn it is already, so the sentence that repeats it is left out.
  const label = format.text(stage.publicLabel);
  const cut = /[.:] /.exec(label)?.index ?? -1;
  const body = cut > 0 && label.slice(0, cut).includes(t('firms.turn.word')) ? label.slice(cut + 2) : label;
  return (
    <Turn
      wide
      mine={mine && !ended}
      whose={ended ? t('firms.turn.ended') : t(`firms.turn.${stage.side}` as MessageId)}
      title={title}
      actions={action}
      {...(due ? { due: { label: t(mine ? 'firms.turn.due' : 'firms.turn.promised'), value: due.at ? <TimeText at={due.at} /> : <DateText on={due.on} /> } } : {})}
      clock={
        ruler ? (
          <Clock used={ruler.used} promise={ruler.promised} stopped={ruler.stopped} size="large" />
        ) : due ? (
          <p className="clock">
            <b>{due.daysLeft < 0 ? t('firms.turn.late', { days: -due.daysLeft }) : due.daysLeft === 0 ? t('firms.turn.today') : t('firms.turn.left', { days: due.daysLeft })}</b>
          </p>
        ) : null
      }
      next={
        nextStep && !ended ? (
          <p>
            <b>{t('firms.turn.next', { step: format.text(CASE_STAGE_LABELS[nextStep]) })}</b> {mine ? t('firms.turn.next_mine') : t('firms.turn.next_theirs')}
          </p>
        ) : null
      }
    >
      {complete ? t('firms.turn.send_text') : application === null ? t(home.canStart ? 'firms.turn.start_text' : 'firms.turn.no_call') : `${body.charAt(0).toUpperCase()}${body.slice(1)}`}
    </Turn>
  );
}
