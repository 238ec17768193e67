import { beforeAll, describe, expect, it } from 'vitest';
import { readAgreementDocument } from '#app/services/grants/read-agreement-document.ts';
import { getAgreementView } from '#app/services/grants/get-agreement-view.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { getFirmChanges } from '#app/services/grants/list-changes.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { saveClaim } from '#app/services/grants/save-claim.ts';
import { startChange } from '#app/services/grants/start-change.ts';
import type { GrantReadyCase } from '#tests/factories/grant.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { verify } from '#db/verify.ts';
import { moneyScene } from './arrange.ts';
import { changeScene } from './change-arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
beforeAll(() => scene.open());
const { rep, officer, one, inForce, claim } = scene;
const { rowOf, applied, draft, sign, approve, recommend, recommended, save } = changeScene(scene);

const agreement = (given: GrantReadyCase) => one<{ ends_on: string; amount_won: string; own_share_won: string; extension_count: number; extended_months: number; number: number; content: { grantWon: number; endsOn: string; firm: { representative: string; address: string }; kpis: { target: string }[]; changes: { version: number; text: string }[] } }>(
  `select g.ends_on::text, g.amount_won, g.own_share_won, g.extension_count, g.extended_months, v.number, v.content from agreement g join agreement_version v on v.id = g.current_version_id where g.application_id = $1`, [given.applicationId]);
const budget = async (given: GrantReadyCase) => (await db.owner<{ amount_won: string; own_share_won: string; title: string }>('select b.amount_won, b.own_share_won, b.title from budget_line b join agreement g on g.current_version_id = b.agreement_version_id where g.application_id = $1 order by b.position', [given.applicationId]));
const planned = async (given: GrantReadyCase) => (await db.owner<{ planned_won: string }>('select planned_won from tranche where application_id = $1 order by number', [given.applicationId])).map((row) => Number(row.planned_won));

describe('an applied change', () => {
  it('moves the end, once, and the completion report with it; the new version keeps both states', async () => {
    const { given } = await inForce();
    const id = await applied(given, 'extension', { fields: { endsOn: '2027-09-30' } });
    const after = await agreement(given);
    expect(after).toMatchObject({ ends_on: '2027-09-30', extension_count: 1, extended_months: 2, number: 2 });
    expect(after.content).toMatchObject({ endsOn: '2027-09-30', changes: [{ version: 2 }] });
    expect((await one<{ due_on: string }>('select due_on::text from completion where application_id = $1', [given.applicationId])).due_on).toBe('2027-09-30');
    expect(await rowOf(id)).toMatchObject({ state: 'applied', values_before: { endsOn: '2027-07-31' }, values_after: { endsOn: '2027-09-30' } });
    const second = await draft(given, 'extension', { fields: { endsOn: '2027-10-15' } });
    await expect(sign(rep(given, '11-12'), second)).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['changes.rule.extension_used|{"count":1}'] } });
    expect((await getFirmChanges(rep(given, '11-12')))?.rules.extensionsLeft).toBe(0);
  });

  it('shifts money between lines, and what was claimed on a line goes on counting', async () => {
    const { given, trancheId } = await inForce();
    await claim(given, trancheId, [10_000_000, 5_000_000]);
    await expect(recommended(given, 'budget_above_limit', { lines: [9_000_000, 21_000_000] })).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['changes.rule.line_below_claimed|{"least":10000000}'] } });
    const [open] = await db.owner<{ id: string }>(`select id from change_request where application_id = $1`, [given.applicationId]);
    await save(rep(given, '11-06'), open?.id ?? '', { lines: [10_000_000, 20_000_000] });
    await sign(rep(given, '11-06'), open?.id ?? '');
    await recommend(open?.id ?? '');
    await approve(open?.id ?? '');
    expect((await budget(given)).map((line) => Number(line.amount_won))).toEqual([10_000_000, 20_000_000]);
    const [second] = await db.owner<{ id: string }>(`select id from tranche where application_id = $1 and number = 2`, [given.applicationId]);
    await db.owner(`update tranche set state = 'claim_open', version = version + 1 where id = $1`, [second?.id]);
    const line = await scene.lineInput(given, 1_000_000, 0);
    await saveClaim(rep(given, '11-10'), { trancheId: second?.id ?? '', note: '', lines: [{ ...line, proofKind: 'tax_invoice', proofOn: '2026-11-09', invoiceNumber: '20261109-1', supplierNumber: '' }], uploads: [] });
    await expect(submitClaim(rep(given, '11-10'), { trancheId: second?.id ?? '', answer: '' })).rejects.toMatchObject({ fields: { '': expect.arrayContaining(['grants.claim.above_budget_line|{"max":0}']) as string[] } });
  });

  it('is notified without approval while the shift is small, by the representative only', async () => {
    const { given } = await inForce();
    const ctx = rep(given, '11-05');
    const { id } = await startChange(ctx, { applicationId: given.applicationId, kind: 'budget_above_limit' });
    await save(ctx, id, { lines: [11_000_000, 19_000_000] });
    expect((await rowOf(id)).kind).toBe('budget_within_limit');
    expect(await sign(ctx, id)).toEqual({ transition: 'notify_small_change' });
    expect((await rowOf(id)).state).toBe('applied');
    expect((await budget(given)).map((line) => Number(line.amount_won))).toEqual([11_000_000, 19_000_000]);
    const { id: next } = await startChange(ctx, { applicationId: given.applicationId, kind: 'budget_above_limit' });
    await save(ctx, next, { lines: [10_700_000, 19_300_000] });
    expect((await rowOf(next)).kind).toBe('budget_above_limit');
    const view = await getAgreementView(officer('11-06'), given.applicationId);
    expect(view.signatures.map((signature) => signature.party)).toEqual(['firm']);
    expect(view.versions.map((version) => [version.number, version.kind, version.delta.length])).toEqual([[2, 'budget_within_limit', 2], [1, null, 0]]);
  });

  it('changes contact details at once, without a version', async () => {
    const { given } = await inForce();
    const ctx = rep(given, '11-05');
    const { id } = await startChange(ctx, { applicationId: given.applicationId, kind: 'contact' });
    await save(ctx, id, { fields: { phone: '02-555-0147', website: 'https://new.example' }, causeOn: null });
    await sign(ctx, id);
    expect(await one('select phone, website from firm where id = $1', [given.firm.id])).toEqual({ phone: '02-555-0147', website: 'https://new.example' });
    expect((await agreement(given)).number).toBe(1);
    expect((await rowOf(id)).applied_version_id).toBeNull();
  });

  it('makes the grant and its open payments smaller and frees the money; the books stay balanced', async () => {
    const { given } = await inForce();
    const before = await planned(given);
    await applied(given, 'amount', { lines: [11_000_000, 16_000_000] });
    expect(Number((await agreement(given)).amount_won)).toBe(27_000_000);
    expect((await planned(given)).reduce((sum, won) => sum + won, 0)).toBe(27_000_000);
    expect((await planned(given))[0]).toBe(before[0]);
    const held = await one<{ won: string }>(`select sum(balance_won)::text as won from ledger_account where firm_id = $1 and kind = 'firm_grant'`, [given.firm.id]);
    expect(Number(held.won)).toBe(27_000_000);
    expect((await verify(db.ownerUrl)).findings).toEqual([]);
  });

  it('changes own share, line, representative and address, each as its next version with a document', async () => {
    const { given } = await inForce();
    await applied(given, 'own_share', { lines: [2_000_000, 500_000] });
    expect(Number((await agreement(given)).own_share_won)).toBe(2_500_000);
    await applied(given, 'equipment', { subjectId: '0', fields: { title: '3D 검사기', basis: '다른 공급업체 견적 12,000,000원' } });
    expect((await budget(given))[0]?.title).toBe('3D 검사기');
    await applied(given, 'representative', { fields: { representativeName: '한새로' } });
    await applied(given, 'site', { fields: { postalCode: '06236', address: '서울특별시 강남구 테헤란로 152' } });
    const after = await agreement(given);
    expect(after.number).toBe(5);
    expect(after.content.firm).toMatchObject({ representative: '한새로' });
    expect(after.content.firm.address).toContain('테헤란로 152');
    expect(after.content.changes).toHaveLength(4);
    for (const which of ['original', 'signed', 'en'] as const) {
      const { content, headers } = await readAgreementDocument(rep(given, '11-12'), given.applicationId, which);
      content.resume();
      expect(headers['Content-Type'] ?? headers['content-type']).toBe('application/pdf');
    }
  });

  it('raises a KPI target as a new version of its baseline and amends a task of the plan', async () => {
    const { given } = await inForce();
    const [card] = await db.owner<{ id: string; target_value: string; better: string; baseline_version: number }>(`select c.id, c.target_value, d.better, c.baseline_version from kpi_card c join kpi_definition d on d.code = c.definition_code where c.application_id = $1 and c.state = 'frozen' limit 1`, [given.applicationId]);
    const [task] = await db.owner<{ id: string }>(`select id from plan_task where application_id = $1 order by position limit 1`, [given.applicationId]);
    if (card) {
      const target = Number(card.target_value);
      const better = card.better === 'lower' ? target * 0.5 : target + 0.5;
      await applied(given, 'kpi', { subjectId: card.id, fields: { target: String(better) } });
      const after = await one<{ state: string; target_value: string; baseline_version: number }>('select state, target_value, baseline_version from kpi_card where id = $1', [card.id]);
      expect([after.state, Number(after.target_value), after.baseline_version]).toEqual(['frozen', better, card.baseline_version + 1]);
    }
    if (task) {
      await applied(given, 'task_content', { subjectId: task.id, fields: { title: '검사 자동화와 교육', startMonth: '2026-11', endMonth: '2027-02' } });
      expect(await one('select title, end_month::text from plan_task where id = $1', [task.id])).toEqual({ title: '검사 자동화와 교육', end_month: '2027-02-01' });
      expect((await one<{ state: string }>('select state from plan where application_id = $1', [given.applicationId])).state).toBe('amended');
    }
    expect([card !== undefined, task !== undefined]).toEqual([true, true]);
  });

  it('is shown to an auditor, who moves nothing', async () => {
    const { given } = await inForce();
    const id = await recommended(given, 'other', { fields: { text: '교육을 온라인으로 바꿉니다.' } });
    const auditor = await createPerson(db.owner, 'auditor');
    const view = await getChangeView(contextOf(auditor.actor, scene.at('11-06')), id);
    expect(Object.values(view.can).every((allowed) => !allowed)).toBe(true);
    expect(view.delta).toMatchObject([{ field: 'text', after: '교육을 온라인으로 바꿉니다.' }]);
  });
});
