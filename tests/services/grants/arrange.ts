import { Readable } from 'node:stream';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { enterBankAccount, verifyBankAccount } from '#app/services/grants/bank-account.ts';
import { countersignAgreement } from '#app/services/grants/countersign-agreement.ts';
import { offerAgreement } from '#app/services/grants/offer-agreement.ts';
import { orderPayment, sendBatch } from '#app/services/grants/order-payment.ts';
import { saveAgreementDraft } from '#app/services/grants/save-agreement-draft.ts';
import { saveClaim, type ClaimLineInput } from '#app/services/grants/save-claim.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { recommendPayment, verifyClaim } from '#app/services/grants/verify-claim.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { pdfOf } from '#tests/factories/files.ts';
import { approveCase, createFundedYear, createGrantReadyCase, createMoneyPeople, type FundedYear, type GrantReadyCase, type MoneyPeople } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import type { FileDatabase } from '#tests/support/database.ts';

/** The people and steps of the money of a case on one test database; call `open` before the first test. */
export function moneyScene(db: FileDatabase) {
  let people: MoneyPeople;
  let year: FundedYear;
  const open = async () => {
    people = await createMoneyPeople(db.owner);
    year = await createFundedYear(db.owner, people);
  };
  const at = (day: string) => `2026-${day}T01:00:00Z`;
  const officer = (day = '10-15') => contextOf(people.officer.actor, at(day));
  const senior = (day = '10-20') => contextOf(people.senior.actor, at(day));
  const finance = (day = '10-28') => contextOf(people.finance.actor, at(day));
  const rep = (given: GrantReadyCase, day = '10-16') => contextOf(given.firm.representative.actor, at(day));
  const NUMBER = '110-456-789012';

  async function one<T extends object>(text: string, values: readonly unknown[]): Promise<T> {
    const [row] = await db.owner<T & Record<string, unknown>>(text, values);
    if (!row) throw new Error(`no row: ${text}`);
    return row;
  }
  const stateOf = async (table: string, id: string) => (await one<{ state: string }>(`select state from ${table} where id = $1`, [id])).state;
  const agreementOf = (given: GrantReadyCase) => one<{ id: string; state: string; current_version_id: string; number: string | null; paid_won: string }>('select id, state, current_version_id, number, paid_won from agreement where application_id = $1 order by created_at desc limit 1', [given.applicationId]);

  async function draft(given: GrantReadyCase, grantWon = 30_000_000, over: { trancheWon?: number[]; endsOn?: string; lineWon?: number } = {}) {
    const first = over.lineWon ?? 12_000_000;
    return saveAgreementDraft(officer(), {
      applicationId: given.applicationId,
      startsOn: '2026-10-15',
      endsOn: over.endsOn ?? '2027-07-31',
      lines: [
        { category: 'equipment', title: '비전 검사기', basis: '12,000,000원 × 1대', proof: '견적서', amountWon: first, ownShareWon: 1_000_000, planTaskId: null },
        { category: 'consulting', title: '공정 컨설팅', basis: '일 720,000원 × 25일', proof: '세금계산서', amountWon: grantWon - 12_000_000, ownShareWon: 0, planTaskId: null },
      ],
      trancheWon: over.trancheWon ?? [],
    });
  }

  async function mailedCode(versionId: string): Promise<string> {
    const row = await one<{ values: { codeId: string } }>(`select values from notice where kind = 'sign_code' and subject_id = $1 order by created_at desc limit 1`, [versionId]);
    return codeOf(row.values.codeId);
  }

  async function accept(given: GrantReadyCase) {
    const { current_version_id: versionId } = await agreementOf(given);
    await sendAgreementCode(rep(given), { applicationId: given.applicationId });
    const { sha256 } = await one<{ sha256: Buffer }>('select d.sha256 from agreement_version v join document d on d.id = v.document_id where v.id = $1', [versionId]);
    await acceptAgreement(rep(given), { applicationId: given.applicationId, documentHash: sha256.toString('hex'), code: await mailedCode(versionId), ip: '203.0.113.7' });
  }

  async function bank(given: GrantReadyCase, number = NUMBER) {
    await enterBankAccount(rep(given), { applicationId: given.applicationId, bankCode: '088', holder: given.firm.name, number });
    const { id } = await one<{ id: string }>('select id from bank_account where firm_id = $1 order by entered_at desc, id desc limit 1', [given.firm.id]);
    await verifyBankAccount(officer('10-17'), { applicationId: given.applicationId, accountId: id, verified: true, reason: '' });
  }

  /** A case whose agreement is in force, with the id of its first tranche. */
  async function inForce(options: { trancheWon?: number[] } = {}): Promise<{ given: GrantReadyCase; trancheId: string }> {
    const given = await createGrantReadyCase(db.owner, year);
    await approveCase(people, given, 30_000_000);
    await draft(given, 30_000_000, options);
    await offerAgreement(officer(), { applicationId: given.applicationId });
    await bank(given);
    await accept(given);
    await countersignAgreement(senior(), { applicationId: given.applicationId, ip: null });
    const { id } = await one<{ id: string }>(`select id from tranche where application_id = $1 and number = 1`, [given.applicationId]);
    return { given, trancheId: id };
  }

  async function lineInput(given: GrantReadyCase, amountWon: number, which = 0): Promise<ClaimLineInput> {
    const rows = await db.owner<{ id: string }>('select b.id from budget_line b join agreement g on g.current_version_id = b.agreement_version_id where g.application_id = $1 order by b.position', [given.applicationId]);
    return { id: null, budgetLineId: rows[which]?.id ?? '', title: '선지급', note: '계약금', supplierName: '', supplierNumber: '', proofKind: 'quotation', proofOn: '2026-10-19', invoiceNumber: '', amountWon };
  }
  const upload = async (index: number) => ({ index, purpose: 'quotation' as const, received: await receiveFile(Readable.from([Buffer.from(pdfOf())]), '견적서.pdf') });

  async function claim(given: GrantReadyCase, trancheId: string, amounts: readonly [number, number]) {
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, amounts[0], 0), await lineInput(given, amounts[1], 1)], uploads: [await upload(0), await upload(1)] });
    return submitClaim(rep(given, '10-21'), { trancheId, answer: '' });
  }

  async function verifyAll(trancheId: string) {
    const lines = await db.owner<{ id: string; amount_won: string }>('select id, amount_won from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
    await verifyClaim(officer('10-22'), { trancheId, verdicts: lines.map((line) => ({ lineId: line.id, allowedWon: Number(line.amount_won), code: null })) });
  }

  async function sentPayment() {
    const made = await inForce();
    await claim(made.given, made.trancheId, [10_000_000, 5_000_000]);
    await verifyAll(made.trancheId);
    await recommendPayment(officer('10-23'), { trancheId: made.trancheId });
    await approvePayment(senior('10-26'), { trancheId: made.trancheId });
    await orderPayment(finance('10-27'), { trancheId: made.trancheId });
    const batch = await sendBatch(finance('10-27'), { trancheIds: [made.trancheId] });
    return { ...made, batch };
  }

  return {
    open,
    get people() {
      return people;
    },
    get year() {
      return year;
    },
    at, officer, senior, finance, rep, one, stateOf, agreementOf, draft, mailedCode, accept, bank, inForce, lineInput, upload, claim, verifyAll, sentPayment,
  };
}
