import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getConfig } from '#app/config/config.ts';
import { startWorker, type RunningWorker } from '#app/jobs/worker.ts';
import { openTransport } from '#app/jobs/mail-transport.ts';
import { sendMail } from '#app/jobs/send-mail.ts';
import { openTextTransport } from '#app/jobs/text-transport.ts';
import { listDemoMail, readDemoMail } from '#app/services/notices/demo-mail.ts';
import { countUnread, listNotices } from '#app/services/notices/list-notices.ts';
import { markNoticeRead } from '#app/services/notices/mark-notice-read.ts';
import { listMailLog } from '#app/services/notices/mail-log.ts';
import { notify } from '#app/services/notices/notify.ts';
import { resendMail } from '#app/services/notices/resend-mail.ts';
import { withActor } from '#db/transaction.ts';
import { useDatabase } from '#tests/support/database.ts';
import { startMailServer, type TestMailServer } from '#tests/support/smtp.ts';
import { makeSomebody, type Somebody } from './arrange.ts';

const db = useDatabase();
const baseUrl = 'https://portal.example';

async function tell(sender: Somebody, receiver: Somebody, kind = 'visit_logged', fail = false) {
  const subjectId = randomUUID();
  await withActor(sender, async (tx) => {
    await notify(tx, sender, {
      kind,
      recipients: [
        { userId: receiver.actor.userId, email: receiver.email, name: receiver.actor.name, locale: receiver.actor.locale },
        { userId: receiver.actor.userId, email: receiver.email.toUpperCase(), name: receiver.actor.name, locale: receiver.actor.locale },
      ],
      path: '/firm/visits/1',
      values: { firmName: '주식회사 한빛정밀', visitOn: '2026-08-13', dueOn: '2026-08-21', consultantName: '박서준' },
      subjectType: 'visit',
      subjectId,
    });
    if (fail) throw new Error('the use-case failed');
  });
  return subjectId;
}

async function deliveryOf(subjectId: string) {
  const [row] = await db.owner<{ id: string; status: string; attempts: number; last_error: string | null; message_id: string; subject: string | null }>(
    'select d.id, d.status, d.attempts, d.last_error, d.message_id, d.subject from mail_delivery d join notice n on n.id = d.notice_id where n.subject_id = $1',
    [subjectId],
  );
  return row;
}

describe('telling people', () => {
  it('writes one notice, one mail and one job per person, whoever acts, and gives the role back', async () => {
    const sender = await makeSomebody(db, 'manager');
    const receiver = await makeSomebody(db, 'officer');
    let roleAfter = '';
    const subjectId = randomUUID();
    await withActor(sender, async (tx) => {
      await notify(tx, sender, { kind: 'visit_logged', recipients: [{ userId: receiver.actor.userId, email: receiver.email, name: 'A', locale: 'ko' }], path: '/', values: {}, subjectType: 'visit', subjectId });
      roleAfter = (await sql<{ role: string }>`select current_user as role`.execute(tx)).rows[0]?.role ?? '';
    });
    expect(roleAfter).toBe('portal_firm');
    const delivery = await deliveryOf(subjectId);
    const jobs = await db.owner(`select 1 from pgboss.job where name = 'send-mail' and data ->> 'deliveryId' = $1`, [delivery?.id]);
    expect(jobs).toHaveLength(1);
  });

  it('leaves neither notice nor job when the use-case fails', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const [before] = await db.owner<{ n: string }>('select count(*) as n from pgboss.job');
    await expect(tell(sender, receiver, 'visit_logged', true)).rejects.toThrow('the use-case failed');
    const [after] = await db.owner<{ n: string }>('select count(*) as n from pgboss.job');
    expect(after?.n).toBe(before?.n);
    expect((await listNotices(receiver)).notices).toHaveLength(0);
  });

  it('tells a person named twice once, and shows it in the inbox of that person only', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const other = await makeSomebody(db, 'manager');
    await tell(sender, receiver);
    const [notice] = (await listNotices(receiver)).notices;
    expect(await countUnread(receiver)).toBe(1);
    expect(await countUnread(other)).toBe(0);
    expect(notice?.kind).toBe('visit_logged');
    await expect(markNoticeRead(other, notice?.id ?? '')).rejects.toThrow('not_found');
    expect(await markNoticeRead(receiver, notice?.id ?? '')).toBe('/firm/visits/1');
    expect(await countUnread(receiver)).toBe(0);
  });

  it('pages the inbox without gaps or doubles', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'evaluator');
    for (let index = 0; index < 30; index += 1) await tell(sender, receiver);
    const first = await listNotices(receiver);
    const second = await listNotices(receiver, { after: first.next ?? '' });
    expect(first.notices).toHaveLength(25);
    expect(second.notices).toHaveLength(5);
    expect(second.next).toBeNull();
    expect(new Set([...first.notices, ...second.notices].map(({ id }) => id)).size).toBe(30);
  });
});

describe('sending mail', () => {
  let smtp: TestMailServer;
  let worker: RunningWorker;

  beforeAll(async () => {
    smtp = await startMailServer();
    const config = { ...getConfig(), smtpUrl: smtp.url };
    worker = await startWorker({ config, appUrl: db.appUrl, log: () => undefined, baseUrl });
  });
  afterAll(async () => {
    await worker.stop();
    await smtp.stop();
  });

  it('delivers over SMTP, in the language of the reader, and notes it', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager', { locale: 'en', name: 'Kim' });
    const subjectId = await tell(sender, receiver);
    const mail = await smtp.waitFor((found) => found.envelope.to.includes(receiver.email));
    expect(mail.subject).toBe('Please confirm the visit log: 2026-08-13 (Thu)');
    expect(mail.text).toContain(`${baseUrl}/firm/visits/1`);
    expect(mail.html).toContain('by 2026-08-21 (Fri)');
    await vi.waitFor(async () => expect((await deliveryOf(subjectId))?.status).toBe('sent'), { timeout: 5_000 });
    const delivery = await deliveryOf(subjectId);
    expect(mail.messageId).toBe(delivery?.message_id);
    expect(delivery?.attempts).toBe(1);
  });

  it('does not send twice what is already sent', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const subjectId = await tell(sender, receiver);
    await vi.waitFor(async () => expect((await deliveryOf(subjectId))?.status).toBe('sent'), { timeout: 10_000 });
    const delivery = await deliveryOf(subjectId);
    const transport = openTransport({ ...getConfig(), smtpUrl: smtp.url });
    await sendMail({ deliveryId: delivery?.id ?? '', isLastAttempt: false, transport, texts: openTextTransport(getConfig()), baseUrl, now: () => new Date() });
    transport.close();
    expect(smtp.messages.filter((mail) => mail.envelope.to.includes(receiver.email))).toHaveLength(1);
  });

  it('sends again on request of an officer, as a new mail that names the old one', async () => {
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const officer = await makeSomebody(db, 'officer');
    await tell(sender, receiver);
    await smtp.waitFor((mail) => mail.envelope.to.includes(receiver.email));
    const [delivery] = (await listMailLog(officer, { email: receiver.email })).deliveries;
    await expect(resendMail(receiver, delivery?.id ?? '')).rejects.toThrow('not_allowed');
    await resendMail(officer, delivery?.id ?? '');
    await vi.waitFor(() => expect(smtp.messages.filter((mail) => mail.envelope.to.includes(receiver.email))).toHaveLength(2), { timeout: 10_000 });
  });

  it('does not send what the person has muted, but sends what starts a period', async () => {
    const sender = await makeSomebody(db, 'officer');
    const receiver = await makeSomebody(db, 'manager');
    await db.owner('update app_user set notice_preferences = $2 where id = $1', [receiver.actor.userId, { muted: ['visit_logged', 'agreement_offered'] }]);
    const muted = await tell(sender, receiver, 'visit_logged');
    await tell(sender, receiver, 'agreement_offered');
    await smtp.waitFor((mail) => mail.envelope.to.includes(receiver.email) && (mail.subject ?? '').includes('협약서'));
    await vi.waitFor(async () => expect((await deliveryOf(muted))?.status).toBe('cancelled'), { timeout: 5_000 });
  });
});

describe('mail that cannot be sent', () => {
  it('is tried again after a passing refusal and given up after a final one', async () => {
    const smtp = await startMailServer();
    const transport = openTransport({ ...getConfig(), smtpUrl: smtp.url });
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const subjectId = await tell(sender, receiver);
    const id = (await deliveryOf(subjectId))?.id ?? '';
    const attempt = () => sendMail({ deliveryId: id, isLastAttempt: false, transport, texts: openTextTransport(getConfig()), baseUrl, now: () => new Date() });
    smtp.refuseNext(1);
    await expect(attempt()).rejects.toThrow();
    expect(await deliveryOf(subjectId)).toMatchObject({ status: 'queued', attempts: 1 });
    smtp.refuseNext(1, { code: 550, text: 'no such mailbox' });
    await attempt();
    expect(await deliveryOf(subjectId)).toMatchObject({ status: 'failed', attempts: 2 });
    expect((await db.owner('select number, outcome from mail_attempt where delivery_id = $1 order by number', [id])).map((row) => row['outcome'])).toEqual(['failed', 'failed']);
    transport.close();
    await smtp.stop();
  });

  it('lands in the mail folder when no mail server is set', async () => {
    const transport = openTransport({ ...getConfig(), smtpUrl: null });
    const sender = await makeSomebody(db, 'consultant');
    const receiver = await makeSomebody(db, 'manager');
    const subjectId = await tell(sender, receiver);
    const id = (await deliveryOf(subjectId))?.id ?? '';
    await sendMail({ deliveryId: id, isLastAttempt: false, transport, texts: openTextTransport(getConfig()), baseUrl, now: () => new Date('2026-08-14T06:00:00Z') });
    const { dataDir } = getConfig();
    const [summary] = await listDemoMail(dataDir, { to: receiver.email });
    expect(summary).toMatchObject({ id, kind: 'visit_logged', path: '/firm/visits/1' });
    const mail = await readDemoMail(dataDir, id);
    expect(mail?.html).toContain('방문일지');
    expect(await readDemoMail(dataDir, '../../etc/passwd')).toBeNull();
    const raw = readFileSync(`${dataDir}/mail/${Date.parse('2026-08-14T06:00:00Z')}-${id}.eml`, 'utf8');
    expect(raw).toContain(`Message-ID: <${id}@`);
  });
});
