import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { Ruler } from '#app/ui/kit/ruler.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import type { ShownCall } from './shown-call.ts';

const MANY_DAYS = 60;

/** The card beside the headline: the deadline, how much time is left, and the way in. */
export function CallTurn({ call, isFirm }: { call: ShownCall; isFirm: boolean }) {
  const { t } = useI18n();
  // A tick is a working day; a call of many months is drawn in weeks.
  const unit = call.callDays.total > MANY_DAYS ? 5 : 1;
  const takesApplications = call.phase === 'open' || call.phase === 'grace';
  return (
    <aside className="turn" aria-labelledby="call-due">
      <div>
        <h2 id="call-due" className="small soft">
          {t(call.phase === 'before' ? 'programmes.turn.opens' : call.phase === 'closed' ? 'programmes.turn.closed' : 'programmes.turn.due')}
        </h2>
        <p className="due">
          <TimeText at={call.phase === 'before' ? call.opensAt : call.closesAt} />
        </p>
      </div>
      {takesApplications ? (
        <div className="call-clock">
          <p className="clock">
            <b>{call.callDays.left === 0 ? t('programmes.turn.last_day') : t('programmes.turn.days_left', { days: call.callDays.left })}</b>
            <span className="soft">
              {t('programmes.turn.today')} <DateText on={call.today} />
            </span>
          </p>
          <Ruler used={Math.ceil(call.callDays.used / unit)} promise={Math.ceil(call.callDays.total / unit)} size="large" />
          {unit > 1 ? <p className="mini soft">{t('programmes.turn.weeks')}</p> : null}
        </div>
      ) : null}
      <div className="stack-s">
        {takesApplications ? (
          <ButtonLink to={isFirm ? paths.firmApplication() : paths.register()} variant="primary">
            {t(isFirm ? 'programmes.turn.continue' : 'programmes.turn.apply')}
          </ButtonLink>
        ) : null}
        <ButtonLink to={paths.check()} variant={takesApplications ? 'secondary' : 'primary'}>
          {t('programmes.call.check')}
        </ButtonLink>
      </div>
      <div className="next">
        <p>{t('programmes.turn.check_note')}</p>
        <p>{t(call.phase === 'before' ? 'programmes.turn.before_note' : call.phase === 'closed' ? 'programmes.turn.closed_note' : 'programmes.turn.apply_note')}</p>
      </div>
    </aside>
  );
}
