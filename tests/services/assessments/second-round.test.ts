import { beforeAll, describe, expect, test } from 'vitest';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import { agreeAssessment } from '#app/services/assessments/agree-assessment.ts';
import { findBaseAssessment } from '#app/services/assessments/assessment-facts.ts';
import { confirmArea, validateAssessment } from '#app/services/assessments/confirm-area.ts';
import { getAssessmentView, getOwnAssessment } from '#app/services/assessments/get-assessment.ts';
import { recordOnsite } from '#app/services/assessments/record-onsite.ts';
import { submitAssessment } from '#app/services/assessments/submit-assessment.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { openCompletion } from '#app/services/outcomes/report-completion.ts';
import { findCaseParts, statesOfCase } from '#db/queries/case-states.ts';
import { withActor } from '#db/transaction.ts';
import { agreeDiagnosis, answerAll, roundVersion } from '#tests/factories/assessment.ts';
import { createAdmittedCase, type AdmittedCase } from '#tests/factories/case.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const NOW = '2027-06-20T01:00:00Z';
let made: AdmittedCase;

const firm = (now = NOW) => contextOf(made.firm.representative.actor, now);
const consultant = (now = NOW) => contextOf(made.consultant.actor, now);

async function putInForce(given: AdmittedCase): Promise<void> {
  const senior = await createPerson(db.owner, 'senior_officer');
  const [row] = await db.owner<{ id: string }>(
    `insert into grant_decision (application_id, firm_id, settings_version_id, state, requested_won, amount_won, approved_by)
     select a.id, a.firm_id, (select s.id from settings_version s where s.programme_year_id = a.programme_year_id limit 1), 'approved', 20000000, 20000000, $2 from application a where a.id = $1 returning id`,
    [given.applicationId, senior.userId],
  );
  await db.owner(`insert into agreement (application_id, firm_id, grant_decision_id, state, amount_won, starts_on, ends_on) values ($1, $2, $3, 'in_force', 20000000, '2026-10-20', '2027-07-10')`, [given.applicationId, given.firm.id, row?.id]);
}

describe('the second diagnosis', () => {
  beforeAll(async () => {
    made = await createAdmittedCase(db.owner);
    await agreeDiagnosis(made);
    await putInForce(made);
  });

  test('begins when the completion is due, and the case stays where it is', async () => {
    const officer = contextOf(made.officer.actor, NOW);
    expect((await getOwnAssessment(firm()))?.round?.kind).toBe('t0');
    await openCompletion(officer, { applicationId: made.applicationId });
    const view = await getOwnAssessment(firm());
    expect(view?.round).toMatchObject({ kind: 't2', state: 'not_started' });
    expect(view?.earlier).toMatchObject([{ kind: 't0', levels: { A5: 2 }, total: 40 }]);
    expect(view?.can.start).toBe(true);
    const parts = await withActor(officer, (tx) => findCaseParts(tx, made.applicationId));
    expect(parts && deriveCaseStage(statesOfCase(parts)).stage).not.toBe('diagnose');
    expect((await getCompletionPage(firm())).hasT2).toBe(false);
  });

  test('is rated, confirmed and agreed without new targets, and stands beside the first one', async () => {
    await answerAll(made, NOW);
    await submitAssessment(firm(), { version: await roundVersion(made) });
    expect((await getCompletionPage(firm())).hasT2).toBe(true);
    await recordOnsite(consultant(), { applicationId: made.applicationId, version: await roundVersion(made), visitedOn: '2027-06-20', contactName: 'Park' });
    for (const answer of (await getAssessmentView(consultant(), made.applicationId)).answers) {
      await confirmArea(consultant(), { applicationId: made.applicationId, areaCode: answer.areaCode, level: 3, note: answer.ownLevel === 3 ? '' : 'Seen on site.', grade: 'B', revision: answer.revision });
    }
    await validateAssessment(consultant(), { applicationId: made.applicationId, version: await roundVersion(made), summary: 'All areas moved.' });
    await agreeAssessment(firm(), { version: await roundVersion(made), targets: {}, areas: [], reason: '' });
    const view = await getAssessmentView(contextOf(made.officer.actor, NOW), made.applicationId);
    expect(view).toMatchObject({ round: { kind: 't2', state: 'agreed' }, summary: { confirmedTotal: 60 }, earlier: [{ kind: 't0', total: 40 }] });
    expect(await db.owner(`select kind, state from assessment where application_id = $1 order by kind`, [made.applicationId])).toEqual([{ kind: 't0', state: 'superseded' }, { kind: 't2', state: 'agreed' }]);
    const base = await withActor(firm(), (tx) => findBaseAssessment(tx, made.applicationId));
    expect(base?.answers.filter((answer) => answer.priority !== null).map((answer) => answer.areaCode).sort()).toEqual(['A5', 'A7']);
  });
});
