import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { AppError } from '#app/domain/errors.ts';
import { parseUpload } from '#app/http/upload.ts';
import { readDocument } from '#app/services/documents/read-document.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { removeDocument } from '#app/services/documents/remove-document.ts';
import { incomingFolder, removeFile } from '#app/services/documents/storage.ts';
import { storeDocument } from '#app/services/documents/store-document.ts';
import { sweepFiles } from '#app/services/documents/sweep-files.ts';
import { hwpOf, jpegWithNotes, pdfOf, pngWithNotes, xlsxOf, zipOf } from '#tests/factories/files.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeSomebody } from '../notices/arrange.ts';

const db = useDatabase();

const receive = (content: Uint8Array | string, name: string) => receiveFile(Readable.from([Buffer.from(content)]), name);
const waiting = () => readdirSync(incomingFolder()).length;

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly content: Uint8Array | string;
}

/** A request as the server sees it: a body that arrives in pieces, here without its last `cutOff` bytes. */
async function multipart(parts: readonly Part[], cutOff = 0): Promise<Request> {
  const form = new FormData();
  for (const part of parts) {
    if (part.fileName === undefined) form.append(part.name, String(part.content));
    else form.append(part.name, new File([Buffer.from(part.content)], part.fileName, { type: 'text/html' }));
  }
  const whole = new Request('http://localhost/', { method: 'POST', body: form });
  const bytes = Buffer.from(await whole.arrayBuffer());
  const pieces = Array.from({ length: Math.ceil((bytes.byteLength - cutOff) / 1_000) }, (_, index) => bytes.subarray(index * 1_000, Math.min((index + 1) * 1_000, bytes.byteLength - cutOff)));
  const body = Readable.toWeb(Readable.from(pieces)) as ReadableStream;
  return new Request('http://localhost/upload', { method: 'POST', headers: { 'content-type': whole.headers.get('content-type') ?? '' }, body, duplex: 'half' } as RequestInit);
}

describe('checking an uploaded file', () => {
  it.each([
    ['등록증.pdf', pdfOf()],
    ['계획.hwp', hwpOf()],
    ['예산.xlsx', xlsxOf()],
    ['현장.jpg', jpegWithNotes({ orientation: 1, width: 10, height: 10, note: 'n', tail: '' })],
    ['현장.png', pngWithNotes({ width: 10, height: 10, note: 'n', tail: '' })],
  ])('takes %s', async (name, content) => {
    const received = await receive(content, name);
    expect(received).toMatchObject({ ok: true, file: { fileName: name } });
    await dropReceived(received);
  });

  it.each([
    ['empty.pdf', '', 'empty'],
    ['page.html', '<html>', 'type_not_allowed'],
    ['drawing.svg', '<svg onload="alert(1)"/>', 'type_not_allowed'],
    ['tool.pdf.exe', 'MZ', 'type_not_allowed'],
    ['all.zip', zipOf([{ name: 'a', content: 'b' }]), 'type_not_allowed'],
    ['renamed.pdf', 'MZ\u0090\u0000', 'content_mismatch'],
    ['renamed.xlsx', zipOf([{ name: 'a.txt', content: 'b' }]), 'content_mismatch'],
    ['word.hwp', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'content_mismatch'],
    ['bomb.xlsx', zipOf([{ name: '[Content_Types].xml', content: 'x', claimedBytes: 4_000_000_000 }]), 'archive_unsafe'],
    ['half.pdf', '%PDF-1.7\n1 0 obj', 'broken'],
    ['huge.png', pngWithNotes({ width: 30_000, height: 30_000, note: '', tail: '' }), 'image_too_large'],
    ['\u202efdp.exe.pdf', pdfOf(), 'name_invalid'],
    ['eicar.pdf', pdfOf(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')), 'infected'],
  ])('refuses %s and leaves nothing behind', async (name, content, reason) => {
    expect(await receive(content, name)).toMatchObject({ ok: false, reason });
    expect(readdirSync(incomingFolder(), { withFileTypes: true })).toHaveLength(0);
  });

  it('stops reading at the limit of the kind', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        yield Buffer.from('%PDF-1.7\n');
        for (; sent < 200; sent += 1) yield Buffer.alloc(1_048_576, 0x20);
      })(),
    );
    expect(await receiveFile(endless, 'endless.pdf')).toMatchObject({ ok: false, reason: 'too_large', limitBytes: 20 * 1_048_576 });
    expect(waiting()).toBe(0);
  });
});

describe('reading a multipart form', () => {
  const limits = { maxBytes: uploadLimits.bytesPerRequest, maxFiles: 2 };

  it('hands over fields as a form and files as streams', async () => {
    const { form, files } = await parseUpload(await multipart([{ name: 'title', content: '등록증' }, { name: 'file', fileName: '등록증.pdf', content: pdfOf() }, { name: 'note', content: 'x' }]), limits, receiveFile, dropReceived);
    expect([form.get('title'), form.get('note'), form.get('file')]).toEqual(['등록증', 'x', null]);
    expect(files).toMatchObject([{ field: 'file', received: { ok: true, file: { fileName: '등록증.pdf', kind: { format: 'pdf' } } } }]);
    for (const { received } of files) await dropReceived(received);
  });

  it('keeps the fields when a file is refused, so that nothing typed is lost', async () => {
    const { form, files } = await parseUpload(await multipart([{ name: 'file', fileName: 'a.html', content: '<html>' }, { name: 'note', content: 'typed' }]), limits, receiveFile, dropReceived);
    expect(files[0]?.received).toMatchObject({ ok: false, reason: 'type_not_allowed' });
    expect(form.get('note')).toBe('typed');
  });

  it('refuses more files than allowed and drops those that came before', async () => {
    const request = await multipart([1, 2, 3].map((index) => ({ name: 'file', fileName: `${index}.pdf`, content: pdfOf() })));
    await expect(parseUpload(request, limits, receiveFile, dropReceived)).rejects.toMatchObject({ code: 'file_refused', details: { reason: 'too_many' } });
    expect(waiting()).toBe(0);
  });

  it('refuses a body beyond the limit', async () => {
    const request = await multipart([{ name: 'file', fileName: '1.pdf', content: Buffer.alloc(2_000_000, 0x20) }]);
    await expect(parseUpload(request, { maxBytes: 100_000, maxFiles: 2 }, receiveFile, dropReceived)).rejects.toMatchObject({ code: 'file_refused', details: { reason: 'total_exceeded' } });
    expect(waiting()).toBe(0);
  });

  it('answers a body that is cut off as invalid input', async () => {
    const cut = await multipart([{ name: 'file', fileName: '1.pdf', content: pdfOf() }], 40);
    await expect(parseUpload(cut, limits, receiveFile, dropReceived)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(waiting()).toBe(0);
  });
});

describe('storing and reading a document', () => {
  it('gives the firm its own bytes back, notes the download, and shows nothing to another firm', async () => {
    const firm = await makeSomebody(db, 'manager');
    const other = await makeSomebody(db, 'manager');
    const { documentId } = await storeDocument(firm, await receive(pdfOf('mine'), '등록증.pdf'), { kind: 'business_registration', firmId: firm.actor.firmId, applicationId: null });
    const opened = await readDocument(firm, documentId);
    const content = Buffer.concat(await opened.content.toArray());
    expect(content.equals(Buffer.from(pdfOf('mine')))).toBe(true);
    expect(opened.headers['Content-Disposition']).toContain("filename*=UTF-8''%EB%93%B1");
    expect(await db.owner(`select 1 from access_log where subject_id = $1 and kind = 'download'`, [documentId])).toHaveLength(1);
    await expect(readDocument(other, documentId)).rejects.toThrow('not_found');
    await expect(removeDocument(other, documentId)).rejects.toThrow('not_found');
    await removeDocument(firm, documentId);
    await expect(readDocument(firm, documentId)).rejects.toThrow('not_found');
  });

  it('stores a file once per form key, and several files of one form each', async () => {
    const firm = { ...(await makeSomebody(db, 'manager')), idempotencyKey: crypto.randomUUID() };
    const store = async (content: string) => storeDocument(firm, await receive(pdfOf(content), 'proof.pdf'), { kind: 'other', firmId: firm.actor.firmId, applicationId: null });
    const [one, other, repeated] = [await store('one'), await store('other'), await store('one')];
    expect(repeated).toEqual(one);
    expect(other).not.toEqual(one);
    expect(await db.owner(`select 1 from document where firm_id = $1`, [firm.actor.firmId])).toHaveLength(2);
  });

  it('does not let a firm store for another firm', async () => {
    const firm = await makeSomebody(db, 'manager');
    const other = await makeSomebody(db, 'manager');
    await expect(storeDocument(firm, await receive(pdfOf(), 'a.pdf'), { kind: 'other', firmId: other.actor.firmId, applicationId: null })).rejects.toThrow('not_allowed');
    expect(waiting()).toBe(0);
  });

  it('shows a file that is not known to be clean to nobody', async () => {
    const firm = await makeSomebody(db, 'manager');
    const { documentId } = await storeDocument(firm, await receive(pdfOf(), 'a.pdf'), { kind: 'other', firmId: firm.actor.firmId, applicationId: null });
    await db.owner(`update document set status = 'infected' where id = $1`, [documentId]);
    await expect(readDocument(firm, documentId)).rejects.toThrow('not_found');
    await db.owner(`update document set status = 'pending' where id = $1`, [documentId]);
    await expect(readDocument(firm, documentId)).rejects.toThrow('held');
  });

  it('names the reason beside the field', async () => {
    const firm = await makeSomebody(db, 'manager');
    const refused = await storeDocument(firm, await receive('x', 'a.svg'), { kind: 'other', firmId: firm.actor.firmId, applicationId: null }, { field: 'proof' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect((refused as AppError).fields).toEqual({ proof: ['documents.file.type_not_allowed'] });
  });

  it('sweeps files without a row after a day, and only those', async () => {
    const firm = await makeSomebody(db, 'manager');
    const { documentId } = await storeDocument(firm, await receive(pdfOf(), 'kept.pdf'), { kind: 'other', firmId: firm.actor.firmId, applicationId: null });
    const left = await receive(pdfOf(), 'left.pdf');
    expect(await sweepFiles({ ...firm, now: new Date() })).toBe(0);
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
    expect(await sweepFiles({ ...firm, now: inTwoDays })).toBeGreaterThanOrEqual(1);
    expect(left.ok && waiting()).toBe(0);
    const opened = await readDocument(firm, documentId);
    expect((await opened.content.toArray()).length).toBeGreaterThan(0);
    await removeFile(opened.document.storageKey);
  });
});
