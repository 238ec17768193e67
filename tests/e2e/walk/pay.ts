import { expect } from '#tests/support/e2e.ts';
import { formOf, send } from './forms.ts';
import { dayAway } from './plan.ts';
import { FINANCE, OFFICER, SECOND_SENIOR, SENIOR, type Walk } from './walk.ts';

const agreementPage = (walk: Walk): string => `/officer/applications/${walk.applicationId}/agreement`;

/** The officer writes the agreement from the plan and offers it. */
export async function offerAgreement(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, agreementPage(walk));
  if ((await page.locator('form#draft').count()) === 0) {
    await send(page, 'draft');
    await walk.open(page, agreementPage(walk));
  }
  const lines = [0, 1].map((index) => ({ [`lines[${index}].basis`]: '견적 2개사 비교, 부가가치세 제외', [`lines[${index}].proof`]: '세금계산서, 이체확인증' }));
  await send(page, 'save_draft', { startsOn: dayAway(0), ...lines[0], ...lines[1] });
  await walk.open(page, agreementPage(walk));
  await send(page, 'offer');
  await walk.mailToFirm('agreement_offered');
  await walk.expectStory('agreement', 'offered');
}

/** The representative names the account and signs with the number from the mail. */
export async function signAgreement(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/agreement');
  const bank = await formOf(page, 'enter-bank').locator('select[name="bankCode"] option:not([value=""])').first().getAttribute('value');
  await send(page, 'enter-bank', { bankCode: bank ?? '', holder: walk.firmName, number: `${walk.businessNumber}42` });
  await walk.mailTo(OFFICER, 'bank_account_entered');
  await walk.open(page, '/firm/agreement');
  await send(page, 'send-code');
  const code = /\b(\d{3}[ -]?\d{3})\b/.exec(await walk.mailToFirm('sign_code'))?.[1] ?? '';
  await walk.open(page, '/firm/agreement');
  await send(page, 'accept', { code: code.replace(/\D/g, '') });
  await walk.mailTo(SENIOR, 'agreement_accepted');
  await walk.expectStory('agreement', 'accepted');
}

/** The account is verified, another senior officer signs, and both sides can read the document. */
export async function countersign(walk: Walk): Promise<void> {
  const officer = await walk.as(OFFICER);
  await walk.open(officer, agreementPage(walk));
  await send(officer, 'verify-bank');
  const senior = await walk.as(SECOND_SENIOR);
  await walk.open(senior, agreementPage(walk));
  await send(senior, 'countersign', { read: true });
  await walk.open(senior, agreementPage(walk));
  if ((await formOf(senior, 'put-in-force').count()) > 0) await send(senior, 'put-in-force');
  await walk.mailToFirm('agreement_in_force');
  await walk.expectStory('agreement', 'in_force');
  await walk.expectStory('kpi_card', 'frozen');
  await walk.open(walk.firm, '/firm/agreement');
  const document = await walk.firm.request.get('/firm/agreement/document.pdf');
  expect(document.status()).toBe(200);
  expect((await document.body()).subarray(0, 5).toString()).toBe('%PDF-');
}

/** The firm claims the advance with a quotation for each line. */
export async function claimAdvance(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/payments');
  const path = await paymentPath(walk, '/firm/payments');
  await walk.open(page, path);
  const budget = await formOf(page, 'claim').locator('select[name="lines[0].budgetLineId"] option:not([value=""])').evaluateAll((all) => all.map((option) => option.getAttribute('value') ?? ''));
  const [{ planned } = { planned: '0' }] = await walk.rows<{ planned: string }>('select t.planned_won::text as planned from tranche t where t.id = $1', [path.split('/').at(-1)]);
  const entries: Record<string, string | { file: string }> = {};
  let rest = Number(planned);
  for (const [index, line] of budget.slice(0, 2).entries()) {
    const amount = Math.min(rest, 15_000_000);
    if (amount <= 0) break;
    rest -= amount;
    Object.assign(entries, {
      [`lines[${index}].budgetLineId`]: line, [`lines[${index}].title`]: `공정 측정기 ${index + 1}`, [`lines[${index}].amountWon`]: String(amount), [`lines[${index}].proofOn`]: dayAway(0),
      [`lines[${index}].supplierName`]: '다올계측(주)', [`quotation_${index}`]: { file: `quotation-${index}.pdf` },
    });
  }
  await send(page, 'claim', entries);
  await walk.open(page, path);
  await send(page, 'submit-claim', (await formOf(page, 'submit-claim').locator('input[type="checkbox"]').count()) > 0 ? { [(await formOf(page, 'submit-claim').locator('input[type="checkbox"]').first().getAttribute('name')) ?? '']: true } : {});
  await walk.mailTo(OFFICER, 'advance_requested');
  await walk.expectStory('tranche', 'submitted');
}

/** The officer verifies, the senior officer approves, the finance officer orders and confirms: three different people. */
export async function payAdvance(walk: Walk): Promise<void> {
  const path = await paymentPath(walk, '/officer/payments');
  const officer = await walk.as(OFFICER);
  await walk.open(officer, '/officer/payments');
  await walk.open(officer, path);
  await send(officer, 'verify');
  await walk.open(officer, path);
  await send(officer, 'recommend');
  const senior = await walk.as(SENIOR);
  await walk.open(senior, path);
  await send(senior, 'approve');
  await walk.mailTo(FINANCE, 'tranche_approved');
  const finance = await walk.as(FINANCE);
  await walk.open(finance, path);
  await send(finance, 'order');
  await walk.open(finance, path);
  await send(finance, 'send');
  await walk.open(finance, path);
  await send(finance, 'confirm', { bankReference: `BK${walk.businessNumber}`, paidOn: dayAway(0) });
  await walk.mailToFirm('tranche_paid');
  await walk.expectStory('tranche', 'paid');
  await walk.open(finance, '/officer/ledger');
  await expect(finance.locator('main')).toContainText(walk.firmName);
}

async function paymentPath(walk: Walk, under: string): Promise<string> {
  const [advance] = await walk.rows<{ id: string }>("select id from tranche where application_id = $1 and state <> 'planned' order by number limit 1", [walk.applicationId]);
  return `${under}/${advance?.id ?? ''}`;
}
