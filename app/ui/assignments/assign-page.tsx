import { DECLINE_LABELS, isDeclineCode } from '#app/domain/assignments/decline-codes.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { FIELD_LABELS, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import type { ConsultingField } from '#app/domain/assignments/proposal.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { LiveAssignment, type HistoryLine } from '#app/ui/assignments/live-assignment.tsx';
import { EndPanel, ReplacementPanel } from '#app/ui/assignments/replacement-panels.tsx';
import { Reasons, type ShownReason } from '#app/ui/assignments/reasons.tsx';
import { HeldAlert } from '#app/ui/cases/held-alert.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import { useField, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { FieldErrors } from '#app/ui/kit/forms/field-frame.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Told } from '#app/ui/kit/told.tsx';

interface Member {
  readonly id: string;
  readonly name: string;
  readonly organisationName: string | null;
  readonly fields: readonly string[];
  readonly baseRegionName: Text | null;
  readonly yearsExperience: number | null;
  readonly isAbsent: boolean;
  readonly softHits: readonly string[];
}

export interface ProposalLine {
  readonly member: Member;
  readonly score: { readonly score: number; readonly reasons: readonly ShownReason[]; readonly blocks: readonly string[] };
}

interface AssignPageProps {
  readonly head: { readonly id: string; readonly firmName: string; readonly receiptNumber: string | null; readonly regionName: Text | null; readonly ksicCode: string | null; readonly ksicName: Text | null; readonly mainProduct: string | null };
  readonly fields: readonly ConsultingField[];
  readonly possible: readonly ProposalLine[];
  readonly possibleCount: number;
  readonly blocked: readonly ProposalLine[];
  readonly history: readonly HistoryLine[];
  readonly live: HistoryLine | null;
  /** The one who hands over, while a successor is looked for or has not begun. */
  readonly handover: HistoryLine | null;
  readonly mayReplace: boolean;
  readonly mayEnd: boolean;
  readonly triesLeft: number;
  readonly manDays: number;
  readonly dueOn: string;
  readonly mayPropose: boolean;
  /** A hold stops assigning now. */
  readonly isHeld: boolean;
  readonly mayWaive: boolean;
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] };
  readonly reply: FormReply | undefined;
}

function PickError() {
  return <FieldErrors field={useField('consultantId')} />;
}

function Candidate({ line, props, first }: { line: ProposalLine; props: AssignPageProps; first: boolean }) {
  const { t, format } = useI18n();
  const { member, score } = line;
  const { head } = props;
  const facts = [member.organisationName, toConsultingFields(member.fields).map((field) => format.text(FIELD_LABELS[field])).join('·'), format.text(member.baseRegionName), member.yearsExperience === null ? null : t('assignments.years', { years: member.yearsExperience })].filter(Boolean);
  const canPick = props.mayPropose && !props.isHeld && props.triesLeft > 0 && (props.live === null || props.live.state === 'conflict_found');
  return (
    <article className="candidate">
      <header className="h-row">
        <div>
          <h3>{member.name}</h3>
          <p className="mini soft">{facts.join(' · ')}</p>
        </div>
        <p className="candidate-score">
          <b className="num">{format.number(score.score)}</b>
          <small className="soft">{t('assignments.of_hundred')}</small>
        </p>
      </header>
      <Reasons reasons={score.reasons} names={{ region: format.text(head.regionName), ksic: head.ksicName ? format.text(head.ksicName) : (head.ksicCode ?? '') }} />
      {member.isAbsent || member.softHits.length > 0 ? (
        <p className="small h-row">
          {member.isAbsent ? <State kind="warn">{t('assignments.absent')}</State> : null}
          {member.softHits.length > 0 ? <State kind="warn">{t('assignments.soft_conflict')}</State> : null}
        </p>
      ) : null}
      {canPick ? (
        <PortalForm id={`propose-${member.id}`} intent="propose" reply={props.reply?.initialValue?.['consultantId'] === member.id ? props.reply : undefined}>
          <HiddenField name="consultantId" value={member.id} />
          <PickError />
          <Button type="submit" variant={first ? 'primary' : 'secondary'} size="medium">
            {t('assignments.propose.offer', { name: member.name })}
          </Button>
        </PortalForm>
      ) : null}
    </article>
  );
}

/** Choosing a consultant for a selected firm: who fits and why, who is ruled out, what happened before. */
export function AssignPage(props: AssignPageProps) {
  const { head, fields, possible, possibleCount, blocked, history, live, triesLeft, manDays, dueOn, letter } = props;
  const { t, format, translate } = useI18n();
  const { handover } = props;
  const working = live?.state === 'active' ? live : handover;
  const side = (
    <div className="stack">
      <DefinitionList
        items={[
          { term: t('assignments.need.fields'), value: fields.map((field) => format.text(FIELD_LABELS[field])).join(', ') || '-' },
          { term: t('assignments.need.ksic'), value: head.ksicCode ? `${head.ksicCode} ${format.text(head.ksicName)}` : '-' },
          { term: t('assignments.need.region'), value: format.text(head.regionName) || '-' },
          { term: t('assignments.need.product'), value: head.mainProduct ?? '-' },
          { term: t('assignments.need.days'), value: t('assignments.days', { days: manDays }) },
          { term: t('assignments.need.due'), value: <DateText on={dueOn} /> },
        ]}
      />
      {live === null || live.state === 'conflict_found' ? (
        <Told
          people={[{ name: t('assignments.propose.chosen'), channel: 'both' }]}
          notTold={t('assignments.propose.not_told')}
          letter={
            <>
              <p>
                <b>{letter.subject}</b>
              </p>
              {letter.paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </>
          }
        />
      ) : null}
    </div>
  );
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('cases.list.title') }, { to: paths.officerApplication(head.id), label: head.firmName }, { label: t('assignments.propose.title') }]} />
      <PageTitle title={t('assignments.propose.title')} meta={`${head.firmName} · ${head.receiptNumber ?? ''}`} lede={t('assignments.propose.lede')} aside={t('assignments.propose.tries', { count: triesLeft })} />
      {props.isHeld ? <HeldAlert scope="assign" to={paths.officerHold(head.id)} /> : null}
      {handover ? (
        <Alert kind="warn" title={t('assignments.handover.title', { name: handover.consultantName })}>
          <p>{t('assignments.handover.text')}</p>
        </Alert>
      ) : null}
      {live ? <LiveAssignment {...props} live={live} /> : null}
      {props.mayReplace && !props.isHeld && live ? <ReplacementPanel name={live.consultantName} choices={possible.map((line) => ({ id: line.member.id, name: line.member.name, score: line.score.score }))} reply={props.reply} /> : null}
      {working && props.mayEnd ? <EndPanel assignmentId={working.id} reply={props.reply} /> : null}
      <div className="gap-above">
        <Columns side={side}>
          <Section title={t('assignments.propose.possible')} aside={t('kit.count', { count: possibleCount })} intro={t('assignments.propose.possible_hint')}>
            {possible.length === 0 ? <EmptyState title={t('assignments.propose.none')}>{t('assignments.propose.none_hint')}</EmptyState> : null}
            {possible.map((line, index) => (
              <Candidate key={line.member.id} line={line} props={props} first={index === 0} />
            ))}
          </Section>
          {blocked.length > 0 ? (
            <Details summary={t('assignments.propose.blocked', { count: blocked.length })}>
              <DefinitionList items={blocked.map((line) => ({ term: line.member.name, value: line.score.blocks.map((block) => translate(block)).join(', ') }))} />
            </Details>
          ) : null}
          {history.length > 0 ? (
            <Section title={t('assignments.history')}>
              <DefinitionList
                items={history.map((entry) => ({
                  term: entry.consultantName,
                  value: (
                    <>
                      {format.text(getState(assignmentMachine, entry.state).label)} · <TimeText at={entry.stateSince} />
                    </>
                  ),
                  note: entry.declineText ? `${isDeclineCode(entry.declineCode) ? `${format.text(DECLINE_LABELS[entry.declineCode])}. ` : ''}${entry.declineText}` : (entry.objectionText ?? undefined),
                }))}
              />
            </Section>
          ) : null}
        </Columns>
      </div>
    </Wrap>
  );
}
