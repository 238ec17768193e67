import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { attachDocument } from '#app/services/applications/attach-document.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { storeFolder } from '#app/services/documents/storage.ts';
import { amendVisit } from '#app/services/visits/amend-visit.ts';
import { disputeVisit } from '#app/services/visits/dispute-visit.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import type * as Transactions from '#db/transaction.ts';
import { createProgrammeYear, receivedPdf } from '#tests/factories/application.ts';
import { jpegWithNotes } from '#tests/factories/files.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf } from '#tests/factories/people.ts';
import { createActiveAssignment, visitLogOf } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

/** How many transactions still get their answer; null when all do. */
const network = vi.hoisted(() => ({ answersLeft: null as number | null }));

vi.mock('#db/transaction.ts', async (load) => {
  const real = await load<typeof Transactions>();
  const withActor: typeof real.withActor = async (...given) => {
    const result = await real.withActor(...given);
    if (network.answersLeft !== null && network.answersLeft-- === 0) throw new Error('Connection terminated unexpectedly');
    return result;
  };
  return { ...real, withActor };
});

const db = useDatabase();
const EVENING = '2026-08-04T09:00:00Z';
const photo = () => receiveFile(Readable.from([Buffer.from(jpegWithNotes({ orientation: 1, width: 40, height: 30, note: 'n', tail: '' }))]), 'press.jpg');
const isThere = (key: string | undefined) => existsSync(join(storeFolder(), key ?? 'nothing'));

async function losing(answers: number, work: () => Promise<unknown>): Promise<void> {
  network.answersLeft = answers;
  await expect(work()).rejects.toThrow('Connection terminated');
  network.answersLeft = null;
}

describe('when the answer to COMMIT is lost', () => {
  it('the file of an attachment stays, because its row may be there', async () => {
    await createProgrammeYear(db.owner);
    const { id, representative } = await createFirm(db.owner);
    const received = await receivedPdf();
    await losing(1, () => attachDocument(contextOf(representative.actor), { questionId: 'file_sme', received }));
    const [row] = await db.owner<{ storage_key: string }>('select storage_key from document where firm_id = $1', [id]);
    expect(isThere(row?.storage_key)).toBe(true);
  });

  it('the photos of a visit stay, at the first log and at an amendment', async () => {
    const { consultant, firm, applicationId } = await createActiveAssignment(db.owner);
    const photos = [await photo()];
    await losing(0, () => logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId), photos));
    const keys = () => db.owner<{ storage_key: string }>(`select storage_key from document where firm_id = $1 and kind = 'visit_photo' order by uploaded_at, id`, [firm.id]);
    expect((await keys()).map((row) => isThere(row.storage_key))).toEqual([true]);
    const [visit] = await db.owner<{ id: string }>('select id from visit where application_id = $1', [applicationId]);
    const visitId = visit?.id ?? '';
    await disputeVisit(contextOf(firm.representative.actor, EVENING), { visitId, version: 1, items: ['time'], reason: 'It was the morning only.' });
    const more = [await photo()];
    await losing(0, () => amendVisit(contextOf(consultant.actor, '2026-08-05T01:00:00Z'), { ...visitLogOf(''), visitId, version: 2, endTime: '12:30', manDays: null, reason: 'The morning only.' }, more));
    expect((await keys()).map((row) => isThere(row.storage_key))).toEqual([true, true]);
  });

  it('a refused amendment leaves no photo behind', async () => {
    const { consultant, firm, applicationId } = await createActiveAssignment(db.owner);
    const { visitId } = await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId));
    await expect(amendVisit(contextOf(consultant.actor, EVENING), { ...visitLogOf(''), visitId, version: 1, reason: 'x' }, [await photo()])).rejects.toMatchObject({ code: expect.stringMatching(/^(not_your_turn|transition_not_allowed)$/) as string });
    expect(await db.owner(`select 1 from document where firm_id = $1`, [firm.id])).toHaveLength(0);
  });
});
