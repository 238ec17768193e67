import { Readable } from 'node:stream';
import type { Context } from '#app/domain/accounts/context.ts';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import { approveChange } from '#app/services/grants/approve-change.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { recommendChange } from '#app/services/grants/review-change.ts';
import { addChangeProof, saveChange, type ChangeInput } from '#app/services/grants/save-change.ts';
import { sendChangeCode, signChange } from '#app/services/grants/sign-change.ts';
import { startChange } from '#app/services/grants/start-change.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { pdfOf } from '#tests/factories/files.ts';
import type { GrantReadyCase } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import type { moneyScene } from './arrange.ts';

type Wish = Partial<Omit<ChangeInput, 'id' | 'wish'>> & { fields?: Record<string, string>; lines?: number[]; subjectId?: string };

/** Steps of change requests on a case whose agreement is in force. */
export function changeScene(scene: ReturnType<typeof moneyScene>) {
  const REASON = '설비 납품이 늦어져 협약 내용을 바꾸어야 합니다.';
  const versionOf = async (id: string) => (await scene.one<{ version: number }>('select version from change_request where id = $1', [id])).version;
  const rowOf = (id: string) => scene.one<{ state: string; kind: string; version: number; base_version_number: number; applied_version_id: string | null; values_before: Record<string, unknown>; values_after: Record<string, unknown> }>('select * from change_request where id = $1', [id]);

  const save = (ctx: Context, id: string, { fields = {}, lines, subjectId, ...rest }: Wish) =>
    saveChange(ctx, { id, wish: { fields, ...(lines ? { lines } : {}), ...(subjectId ? { subjectId } : {}) }, causeOn: '2026-11-02', reason: REASON, account: null, ...rest });

  async function prove(ctx: Context, id: string) {
    await addChangeProof(ctx, { id, received: await receiveFile(Readable.from([Buffer.from(pdfOf())]), '납품지연확인서.pdf') });
  }

  async function sign(ctx: Context, id: string, answer = '') {
    await sendChangeCode(ctx, { id });
    const { signing } = await getChangeView(ctx, id);
    return signChange(ctx, { id, hash: signing?.hash ?? '', code: await scene.mailedCode(id), answer });
  }

  /** A saved draft with a proof, ready to be signed. */
  async function draft(given: GrantReadyCase, kind: ChangeKind, wish: Wish, day = '11-05'): Promise<string> {
    const ctx = scene.rep(given, day);
    const { id } = await startChange(ctx, { applicationId: given.applicationId, kind });
    await save(ctx, id, wish);
    await prove(ctx, id);
    return id;
  }

  async function submitted(given: GrantReadyCase, kind: ChangeKind, wish: Wish, day = '11-05'): Promise<string> {
    const id = await draft(given, kind, wish, day);
    await sign(scene.rep(given, day), id);
    return id;
  }

  const recommend = async (id: string, day = '11-06') => recommendChange(scene.officer(day), { id, version: await versionOf(id), opinion: '증빙과 사유가 타당하여 승인을 건의합니다.' });

  async function recommended(given: GrantReadyCase, kind: ChangeKind, wish: Wish): Promise<string> {
    const id = await submitted(given, kind, wish);
    await recommend(id);
    return id;
  }
  const approve = async (id: string, day = '11-09') => approveChange(scene.senior(day), { id, version: await versionOf(id) });

  async function applied(given: GrantReadyCase, kind: ChangeKind, wish: Wish): Promise<string> {
    const id = await recommended(given, kind, wish);
    await approve(id);
    return id;
  }
  const otherSenior = (userId: Context['actor'], day = '11-09') => contextOf({ ...userId, duty: 'senior_officer' }, scene.at(day));

  return { REASON, versionOf, rowOf, save, prove, sign, draft, submitted, recommend, recommended, approve, applied, otherSenior };
}
