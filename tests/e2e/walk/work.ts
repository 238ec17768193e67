import { randomInt } from 'node:crypto';
import { expect } from '#tests/support/e2e.ts';
import { formOf, press, send } from './forms.ts';
import { dayAway, monthBack } from './plan.ts';
import { OFFICER, type Walk } from './walk.ts';

/** Twenty minutes of a night in two hours that belong to this walk alone; walks that are repeated on one server seldom meet. */
function quietHour(walk: Walk): { startTime: string; endTime: string } {
  const start = walk.number * 120 + 20 * randomInt(5);
  const clock = (minute: number): string => `0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return { startTime: clock(start), endTime: clock(start + 20) };
}

/** The consultant logs a visit with what was promised; the firm confirms it. */
export async function visit(walk: Walk): Promise<void> {
  const page = await walk.as(walk.consultantEmail);
  await walk.open(page, '/consultant/visits');
  await walk.open(page, `/consultant/visits/new?application=${walk.applicationId}`);
  const form = page.locator('form.visit-form');
  await send(page, (await form.getAttribute('id')) ?? '', {
    visitOn: dayAway(-1), ...quietHour(walk), manDays: '0.5', kind: 'coaching', purpose: '가공 라인 개선 지도', attendees: '김가람 (대표)', ceoPresent: 'yes',
    findings: '대표 설비를 골라 결과를 비교했고, 작업자 의견을 들어 방법을 고쳤습니다.', promises: '불량 기록을 유형별로 매일 작성',
  });
  await walk.mailToFirm('visit_logged');
  const [logged] = await walk.rows<{ id: string }>("select id from visit where application_id = $1 and state in ('logged', 'late_logged') order by created_at desc limit 1", [walk.applicationId]);
  await walk.open(walk.firm, '/firm/visits');
  await walk.open(walk.firm, `/firm/visits/${logged?.id ?? ''}`);
  await send(walk.firm, 'confirm-visit', { satisfaction: '5' });
  await walk.mailTo(walk.consultantEmail, 'visit_confirmed');
  await walk.expectStory('visit', 'firm_confirmed');
}

/**
 * Moves the days of the agreement back, so that it has just ended and three full months lie in it: the walk takes minutes, a
 * project takes months. Only days are moved, no state.
 */
export async function letMonthsPass(walk: Walk): Promise<void> {
  await walk.rows("update agreement set starts_on = (date_trunc('month', now() at time zone 'Asia/Seoul') - interval '4 months')::date, ends_on = (date_trunc('month', now() at time zone 'Asia/Seoul') - interval '1 day')::date where application_id = $1", [walk.applicationId]);
}

/** Three full months of each KPI, confirmed by the consultant, and the final value with its proof. */
export async function measure(walk: Walk): Promise<void> {
  const page = walk.firm;
  const consultant = await walk.as(walk.consultantEmail);
  const cards = await walk.rows<{ id: string; definition_code: string }>('select id, definition_code from kpi_card where application_id = $1 order by definition_code', [walk.applicationId]);
  await walk.open(page, '/firm/kpis');
  for (const card of cards) {
    const path = `/firm/kpis/${card.id}`;
    const isDelivery = card.definition_code === 'D1';
    for (const back of [3, 2, 1]) {
      await walk.open(page, `${path}?month=${monthBack(back)}`);
      const form = formOf(page, `entry-${monthBack(back)}`);
      await send(page, `entry-${monthBack(back)}`, {
        numerator: isDelivery ? String(96 + (back % 2)) : String(18 + back), denominator: isDelivery ? '100' : '1000',
        ...((await form.locator('[name="reason"]').count()) > 0 ? { reason: '월말 집계가 늦어 기한이 지난 뒤에 입력합니다.' } : {}),
        ...((await form.locator('[name="explanation"]').count()) > 0 ? { explanation: '새 기준을 적용한 첫 달입니다.' } : {}),
      });
    }
    await walk.open(page, path);
    await send(page, 'final', { numerator: isDelivery ? '290' : '60', denominator: isDelivery ? '300' : '3000', evidence: { file: 'kpi.pdf' } });
  }
  await walk.mailTo(walk.consultantEmail, 'kpi_final_recorded');
  for (let left = 8; left > 0; left -= 1) {
    await walk.open(consultant, `/consultant/firms/${walk.applicationId}/kpis`);
    const form = consultant.locator('form:has(input[name="intent"][value="confirm"])').first();
    if ((await form.count()) === 0) break;
    if ((await form.locator('[name="grade"]').count()) > 0) await form.locator('[name="grade"][value="B"]').check();
    await press(consultant, form.locator('button[type="submit"]'));
  }
  const [confirmed] = await walk.rows<{ count: string }>("select count(*)::text as count from kpi_reading where application_id = $1 and state = 'confirmed'", [walk.applicationId]);
  const [flagged] = await walk.rows<{ count: string }>("select count(*)::text as count from kpi_reading where application_id = $1 and state = 'flagged'", [walk.applicationId]);
  // A value that jumps against the baseline may be flagged for the firm to explain; every value was seen by a second person.
  expect(Number(confirmed?.count) + Number(flagged?.count)).toBe(cards.length * 4);
}

/** The firm reports, the consultant gives an opinion, an evaluator inspects, the senior officer accepts. */
export async function complete(walk: Walk, inspector: string, acceptor: string): Promise<void> {
  const page = walk.firm;
  const officerPath = `/officer/applications/${walk.applicationId}/completion`;
  const officer = await walk.as(OFFICER);
  await walk.open(officer, officerPath);
  await send(officer, 'open', { reason: '모든 과제가 끝나 완료보고를 엽니다.' });
  await walk.mailToFirm('completion_due');
  await walk.open(page, '/firm/completion');
  const tasks = await page.locator('form#completion input[name$=".taskId"]').count();
  const entries: Record<string, string> = { summary: '가공 라인의 공정불량률과 납기준수율을 함께 개선했습니다. 개선한 방법은 표준서로 남겨 다른 라인에도 적용하고 있습니다.', jobsCreated: '1', ownInvestmentWon: '6,000,000', satisfaction: '5', 'assets[0].name': '공정 측정기', 'assets[0].serial': `DM-${walk.businessNumber}`, 'assets[0].place': '가공 라인' };
  for (let index = 0; index < tasks; index += 1) Object.assign(entries, { [`tasks[${index}].outcome`]: 'done', [`tasks[${index}].before`]: '교체 직후 불량이 몰림', [`tasks[${index}].after`]: '표준서와 초물 검사가 정착됨' });
  if ((await page.locator('form#completion [name="t2Waiver"]').count()) > 0) entries['t2Waiver'] = '완료 진단을 사후관리 첫 방문에서 실시하기로 했습니다.';
  await send(page, 'completion', entries, 'submit');
  await walk.mailTo(OFFICER, 'completion_submitted');
  await walk.expectStory('completion', 'submitted');
  const consultant = await walk.as(walk.consultantEmail);
  await walk.open(consultant, `/consultant/firms/${walk.applicationId}/completion`);
  await send(consultant, 'opinion', { opinion: '계획한 과제를 모두 마쳤고 지표의 산출 근거가 남아 있습니다.' });
  await walk.mailTo(OFFICER, 'completion_opinion');
  const visitor = await walk.as(inspector);
  await walk.open(visitor, officerPath);
  const form = formOf(visitor, 'inspect');
  for (const yes of await form.locator('input[type="radio"][value="yes"]').all()) await yes.check();
  await send(visitor, 'inspect', { mode: 'site', text: '현장에서 과제별 결과와 자산을 확인하였습니다.' });
  const senior = await walk.as(acceptor);
  await walk.open(senior, officerPath);
  await send(senior, 'accept', { text: '목표를 달성하여 적합으로 판정합니다.' });
  await walk.mailToFirm('completion_accepted');
  await walk.expectStory('completion', 'accepted');
}

