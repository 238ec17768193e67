import { expect } from '#tests/support/e2e.ts';
import { formOf, send } from './forms.ts';
import { OFFICER, SENIOR, type Walk } from './walk.ts';

const AREAS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10'] as const;
/** Months before this one: `monthBack(1)` is the last full month. */
export const monthBack = (back: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
};

/** Today in Seoul, or a day away from it. */
export const dayAway = (days: number): string => new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The firm rates itself in all ten areas. */
export async function rateOneself(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/assessment');
  await send(page, 'start');
  for (const [index, area] of AREAS.entries()) {
    await walk.open(page, `/firm/assessment/${area}`);
    await send(page, `area-${area}`, { level: index % 3 === 0 ? '2' : '1', evidence: '점검표와 집계표가 현장에 있으며 최근 석 달 치 기록을 확인할 수 있습니다.', ...(index === 0 ? { file: { file: 'evidence.pdf' } } : {}) }, 'save');
  }
  await walk.open(page, '/firm/assessment');
  await send(page, 'submit');
  await walk.mailTo(walk.consultantEmail, 'diagnosis_self_submitted');
  await walk.expectStory('diagnosis', 'self_submitted');
}

/** The consultant comes to the firm and confirms each level. */
export async function confirmLevels(walk: Walk): Promise<void> {
  const page = await walk.as(walk.consultantEmail);
  const path = `/consultant/firms/${walk.applicationId}/assessment`;
  await walk.open(page, path);
  await send(page, 'schedule', { scheduledOn: dayAway(0) });
  await walk.mailToFirm('diagnosis_scheduled');
  await walk.open(page, path);
  await send(page, 'onsite', { visitedOn: dayAway(0), contactName: '김가람 대표' });
  for (const [index, area] of AREAS.entries()) {
    await walk.open(page, `${path}?area=${area}`);
    await send(page, `confirm-${area}`, { level: index % 3 === 0 ? '2' : '1', grade: 'B', note: '현장 기록을 확인했습니다.' });
  }
  await walk.open(page, path);
  await send(page, 'validate-form', { summary: '품질관리와 표준작업을 먼저 갖추고, 이어서 생산계획과 설비관리를 다루는 순서를 권합니다.' });
  await walk.mailToFirm('diagnosis_validated');
  await walk.expectStory('diagnosis', 'validated');
}

export async function agreeOnLevels(walk: Walk): Promise<void> {
  await walk.open(walk.firm, '/firm/assessment');
  await send(walk.firm, 'agree-form');
  await walk.mailTo(walk.consultantEmail, 'diagnosis_agreed');
  await walk.expectStory('diagnosis', 'agreed');
  await walk.open(walk.firm, '/firm/assessment');
}

/** The firm writes its KPI cards and both sides sign them. */
export async function signCards(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/kpis/cards');
  if ((await formOf(page, 'start').count()) > 0) {
    await send(page, 'start');
    await walk.open(page, '/firm/kpis/cards');
  }
  const cards = await walk.rows<{ id: string; definition_code: string }>('select id, definition_code from kpi_card where application_id = $1 order by definition_code', [walk.applicationId]);
  for (const card of cards) {
    const form = `card-${card.id}`;
    // The window decides which months are asked for, so it is stored first.
    await send(page, form, { scope: '자동차 조향부품 전 품목', source: '생산일보', fromMonth: monthBack(7), windowMonths: '3', targetValue: card.definition_code === 'D1' ? '96' : '2' });
    await walk.open(page, '/firm/kpis/cards');
    const counts: Record<string, string> = {};
    for (const back of [7, 6, 5]) {
      counts[`numerator.${monthBack(back)}`] = card.definition_code === 'D1' ? '90' : '50';
      counts[`denominator.${monthBack(back)}`] = card.definition_code === 'D1' ? '100' : '1000';
    }
    await send(page, form, counts);
    await walk.open(page, '/firm/kpis/cards');
  }
  await send(page, 'sign-cards');
  await walk.mailTo(walk.consultantEmail, 'kpi_cards_to_sign');
  const consultant = await walk.as(walk.consultantEmail);
  await walk.open(consultant, `/consultant/firms/${walk.applicationId}/kpis/cards`);
  await send(consultant, 'sign-cards', Object.fromEntries(cards.map((card) => [`grade.${card.id}`, 'B'])));
  await walk.mailToFirm('kpi_card_signed');
  await walk.expectStory('kpi_card', 'co_signed');
}

/** Tasks come from the gaps of the diagnosis; each names who, when, which KPI and what it costs. */
export async function writePlan(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/plan');
  if ((await formOf(page, 'start').count()) > 0) await send(page, 'start');
  await walk.open(page, '/firm/plan');
  const offered = formOf(page, 'activities').locator('input[name="activities"]');
  for (const index of [0, 1]) await offered.nth(index).check();
  await send(page, 'activities');
  const cards = await walk.rows<{ id: string }>('select id from kpi_card where application_id = $1 order by definition_code', [walk.applicationId]);
  const tasks = await walk.rows<{ id: string }>('select t.id from plan_task t join plan p on p.id = t.plan_id where p.application_id = $1 order by t.id', [walk.applicationId]);
  expect(tasks.length).toBe(2);
  for (const [index, task] of tasks.entries()) {
    await walk.open(page, '/firm/plan');
    await send(page, `task-${task.id}`, { ownerName: '김가람', kpiCardId: cards[index % cards.length]?.id ?? '', expectedEffect: '불량률을 목표까지 낮춥니다.', budgetCategory: 'equipment', amountWon: '15,000,000', ownShareWon: '3,000,000' });
  }
  await walk.open(page, '/firm/plan');
  await send(page, 'summary', { summary: '공정불량률과 납기준수율을 함께 개선합니다. 표준작업과 초물 검사를 먼저 정착시킨 뒤 설비 보완을 진행합니다.' });
  await walk.open(page, '/firm/plan');
  await send(page, 'sign-form');
  await walk.mailTo(walk.consultantEmail, 'plan_signed');
  await walk.expectStory('plan', 'firm_signed');
}

export async function endorsePlan(walk: Walk): Promise<void> {
  const page = await walk.as(walk.consultantEmail);
  await walk.open(page, `/consultant/firms/${walk.applicationId}/plan`);
  await send(page, 'endorse-form', { opinion: '진단에서 확인한 원인과 과제가 잘 이어져 있습니다. 한 대에서 먼저 시험한 뒤 넓히는 순서를 권합니다.', risks: '숙련자 한 사람에게 작업이 몰리지 않도록 담당을 나누어야 함' });
  await walk.mailTo(OFFICER, 'plan_endorsed');
  await walk.expectStory('plan', 'submitted');
}

/** The officer recommends an amount; the senior officer grants it and approves the plan with it. */
export async function decideGrant(walk: Walk): Promise<void> {
  const officer = await walk.as(OFFICER);
  const path = `/officer/applications/${walk.applicationId}/agreement`;
  await walk.open(officer, `/officer/applications/${walk.applicationId}/plan`);
  await walk.open(officer, path);
  await send(officer, 'assign');
  await walk.open(officer, path);
  await send(officer, 'recommend', { amountWon: '30,000,000', duplicateResult: 'clean', reason: '과제별 산출 근거가 견적과 일치하고 지원 한도 안에 있습니다.' });
  await walk.mailTo(SENIOR, 'grant_recommended');
  const senior = await walk.as(SENIOR);
  await walk.open(senior, path);
  await send(senior, 'approve', { amountWon: '30,000,000' });
  await walk.mailToFirm('grant_approved');
  await walk.expectStory('grant_decision', 'approved');
  await walk.expectStory('plan', 'approved');
}
