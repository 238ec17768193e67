import { expect } from '#tests/support/e2e.ts';
import { formOf, send } from './forms.ts';
import { FINANCE, OFFICER, type Walk } from './walk.ts';

/** The officer asks for the present values, the firm sends them, the officer confirms them with their proof. */
export async function verify(walk: Walk): Promise<void> {
  const officer = await walk.as(OFFICER);
  const path = `/officer/applications/${walk.applicationId}/outcome`;
  await walk.open(officer, path);
  await send(officer, 'open-verification');
  await walk.mailToFirm('verification_open');
  for (let left = 4; left > 0; left -= 1) {
    await walk.open(walk.firm, '/firm/completion');
    const form = walk.firm.locator('form:has(input[name="intent"][value="value"])').first();
    if ((await form.count()) === 0) break;
    const [entry] = await walk.rows<{ code: string }>('select c.definition_code as code from verification v join kpi_card c on c.id = v.kpi_card_id where v.id = $1', [await form.locator('input[name="verificationId"]').inputValue()]);
    await send(walk.firm, (await form.getAttribute('id')) ?? '', { numerator: entry?.code === 'D1' ? '97' : '20', denominator: entry?.code === 'D1' ? '100' : '1000' });
  }
  await walk.mailTo(OFFICER, 'verification_value');
  for (let left = 4; left > 0; left -= 1) {
    await walk.open(officer, path);
    const form = officer.locator('form:has(input[name="intent"][value="review"])').first();
    if ((await form.count()) === 0) break;
    await send(officer, (await form.getAttribute('id')) ?? '', { decision: 'verify', grade: 'B' });
  }
  await walk.mailToFirm('verification_done');
  await walk.expectStory('verification', 'verified');
}

/** The firm settles what was paid, the office judges it, the firm accepts, the finance officer closes. */
export async function settle(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/settlement');
  const budget = await formOf(page, 'line').locator('select[name="budgetLineId"] option:not([value=""])').evaluateAll((all) => all.map((option) => option.getAttribute('value') ?? ''));
  const [agreement] = await walk.rows<{ paid: string; granted: string; own: string; ends: string }>('select paid_won::text as paid, amount_won::text as granted, own_share_won::text as own, ends_on::text as ends from agreement where application_id = $1', [walk.applicationId]);
  const paid = Number(agreement?.paid ?? 0);
  // The own share of what was paid: then nothing is left to pay or to return.
  const own = Math.round((paid * Number(agreement?.own ?? 0)) / Number(agreement?.granted ?? 1));
  for (const [index, line] of budget.entries()) {
    await walk.open(page, '/firm/settlement');
    await send(page, 'line', {
      title: `공정 측정기 ${index + 1}`, budgetLineId: line, supplierName: '다올계측(주)', invoiceNumber: `${walk.businessNumber}-S${index}`, proofOn: agreement?.ends ?? '',
      amountWon: String((paid + own) / budget.length), ownShareWon: String(own / budget.length), files: { file: `invoice-${index}.pdf` },
    });
  }
  await walk.open(page, '/firm/settlement');
  await send(page, 'submit');
  await walk.mailTo(OFFICER, 'settlement_submitted');
  const officer = await walk.as(OFFICER);
  const path = `/officer/applications/${walk.applicationId}/settlement`;
  await walk.open(officer, path);
  await send(officer, 'start');
  await walk.open(officer, path);
  await send(officer, 'judge');
  await walk.open(officer, path);
  await send(officer, 'draft');
  await walk.mailToFirm('settlement_draft');
  await walk.open(page, '/firm/settlement');
  await send(page, 'accept');
  await walk.mailToFirm('settlement_final');
  const finance = await walk.as(FINANCE);
  await walk.open(finance, path);
  await send(finance, 'close');
  await walk.mailToFirm('settlement_closed');
  await walk.expectStory('settlement', 'closed');
}

/** What came of it stands on the public page and in its data file. */
export async function publish(walk: Walk): Promise<void> {
  await walk.open(walk.firm, '/outcomes');
  const answer = await walk.firm.request.get('/outcomes.json');
  expect(answer.status()).toBe(200);
  const data = (await answer.json()) as { live?: unknown };
  expect(JSON.stringify(data)).not.toContain(walk.firmName);
  expect(JSON.stringify(data).length).toBeGreaterThan(100);
}
