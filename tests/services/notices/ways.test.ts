import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTextTransport, type OutgoingText } from '#app/jobs/text-transport.ts';
import { MailRefusedError, type OutgoingMail } from '#app/jobs/mail-transport.ts';
import { sendMail } from '#app/jobs/send-mail.ts';
import { getConfig } from '#app/config/config.ts';
import { getDemoMailbox } from '#app/services/notices/demo-mail.ts';
import { listNotices } from '#app/services/notices/list-notices.ts';
import { listMailLog } from '#app/services/notices/mail-log.ts';
import { notify } from '#app/services/notices/notify.ts';
import { saveOwnPreferences } from '#app/services/notices/own-preferences.ts';
import { resendMail } from '#app/services/notices/resend-mail.ts';
import { sendDigests } from '#app/services/notices/send-digests.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { withActor } from '#db/transaction.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeSomebody, type Somebody } from './arrange.ts';

const db = useDatabase();
const DAY = new Date('2026-08-14T05:30:00Z');
const NIGHT = new Date('2026-08-14T14:30:00Z');
const MORNING = new Date('2026-08-14T23:00:00Z');
const NIGHT_HOURS = { from: '21:00', until: '08:00' };
const nothing = { groups: {}, quiet: null, mobile: null };

interface Row {
  id: string;
  status: string;
  channel: string;
  last_error: string | null;
  send_after: Date | null;
  digest_id: string | null;
  to_phone: string | null;
  kind: string;
}

async function tell(receiver: Somebody, kind: string): Promise<string> {
  const sender = await makeSomebody(db, 'consultant');
  const subjectId = randomUUID();
  await withActor(sender, (tx) =>
    notify(tx, sender, {
      kind,
      recipients: [{ userId: receiver.actor.userId, email: receiver.email, name: receiver.actor.name, locale: receiver.actor.locale }],
      path: '/firm/visits/1',
      values: { firmName: 'Hanbit', visitOn: '2026-08-13', dueOn: '2026-08-21' },
      subjectType: 'visit',
      subjectId,
    }),
  );
  const [row] = await db.owner<{ id: string }>('select d.id from mail_delivery d join notice n on n.id = d.notice_id where n.subject_id = $1', [subjectId]);
  return row?.id ?? '';
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await db.owner<Row & Record<string, unknown>>('select id, status, channel, last_error, send_after, digest_id, to_phone, kind from mail_delivery where id = $1', [id]);
  if (!row) throw new Error('no such delivery');
  return row;
}

async function textOf(mailId: string): Promise<Row | undefined> {
  const [row] = await db.owner<Row & Record<string, unknown>>('select id, status, channel, last_error, send_after, digest_id, to_phone, kind from mail_delivery where text_of = $1', [mailId]);
  return row;
}

const jobsOf = async (id: string) => db.owner<{ start_after: Date }>(`select start_after from pgboss.job where name = 'send-mail' and data ->> 'deliveryId' = $1 order by start_after`, [id]);

/** A post office that remembers what it was given; `fail` makes it refuse mails for good. */
function postOffice(fail = false) {
  const mails: OutgoingMail[] = [];
  const texts: OutgoingText[] = [];
  const work = (deliveryId: string, now: Date) =>
    sendMail({
      deliveryId,
      isLastAttempt: false,
      transport: { send: async (mail) => { if (fail) throw new MailRefusedError('no such mailbox'); mails.push(mail); return 'ok'; }, close: () => undefined },
      texts: { send: async (text) => { texts.push(text); return 'ok'; } },
      baseUrl: 'https://portal.example',
      now: () => now,
    });
  return { mails, texts, work };
}

describe('choices by group', () => {
  it('keep a mail back that the person reads in the inbox only, and show it there', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, groups: { visits: 'inbox' } });
    const post = postOffice();
    const id = await tell(receiver, 'visit_logged');
    await post.work(id, DAY);
    expect(await rowOf(id)).toMatchObject({ status: 'cancelled', last_error: 'inbox_only' });
    expect(post.mails).toEqual([]);
    expect((await listNotices(receiver)).notices.map(({ kind }) => kind)).toEqual(['visit_logged']);
  });

  it('follow the duty as long as nothing is chosen: a reader of the firm gets the digest, but decisions at once', async () => {
    const receiver = await makeSomebody(db, 'firm_reader');
    const post = postOffice();
    const [visit, decision] = [await tell(receiver, 'visit_logged'), await tell(receiver, 'grant_approved')];
    for (const id of [visit, decision]) await post.work(id, DAY);
    expect((await rowOf(visit)).status).toBe('collected');
    expect((await rowOf(decision)).status).toBe('sent');
  });
});

describe('the daily digest', () => {
  it('brings together what waits, once a day and in the language of its reader, and marks it as sent', async () => {
    const receiver = await makeSomebody(db, 'manager', { locale: 'en' });
    await saveOwnPreferences(receiver, { ...nothing, groups: { visits: 'digest', indicators: 'digest' } });
    const post = postOffice();
    const ids = [await tell(receiver, 'visit_logged'), await tell(receiver, 'kpi_card_signed')];
    for (const id of ids) await post.work(id, DAY);
    expect(post.mails).toEqual([]);
    const ctx = systemContext(MORNING, 'test');
    await sendDigests(ctx);
    const [digest] = await db.owner<{ id: string }>('select id from mail_delivery where recipient_id = $1 and digest_on = $2', [receiver.actor.userId, '2026-08-15']);
    const late = await tell(receiver, 'visit_logged');
    await post.work(late, MORNING);
    await sendDigests(ctx);
    expect(await db.owner('select 1 from mail_delivery where recipient_id = $1 and digest_on is not null', [receiver.actor.userId])).toHaveLength(1);
    expect(await jobsOf(digest?.id ?? '')).toHaveLength(1);
    await post.work(digest?.id ?? '', MORNING);
    await post.work(digest?.id ?? '', MORNING);
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]?.subject).toBe('Your notices of the day: 2');
    expect(post.mails[0]?.text).toContain('Please confirm the visit log: 2026-08-13 (Thu)');
    expect(post.mails[0]?.html.match(/<li/g)).toHaveLength(2);
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ status: 'sent', digest_id: digest?.id });
    expect(await rowOf(late)).toMatchObject({ status: 'collected', digest_id: null });
    await sendDigests(systemContext(new Date('2026-08-15T23:00:00Z'), 'test'));
    expect((await rowOf(late)).digest_id).not.toBeNull();
  });

  it('is sent again with the same notices', async () => {
    const receiver = await makeSomebody(db, 'manager');
    const officer = await makeSomebody(db, 'officer');
    await saveOwnPreferences(receiver, { ...nothing, groups: { visits: 'digest' } });
    const post = postOffice();
    await post.work(await tell(receiver, 'visit_logged'), DAY);
    await sendDigests(systemContext(MORNING, 'test'));
    const [digest] = (await listMailLog(officer, { email: receiver.email })).deliveries.filter(({ kind }) => kind === 'daily_digest');
    await post.work(digest?.id ?? '', MORNING);
    await resendMail(officer, digest?.id ?? '');
    const [again] = await db.owner<{ id: string }>('select id from mail_delivery where resend_of = $1', [digest?.id]);
    await post.work(again?.id ?? '', MORNING);
    expect(post.mails.map(({ html }) => html.match(/<li/g)?.length)).toEqual([1, 1]);
  });

  it('does not go to people whose account is closed', async () => {
    const receiver = await makeSomebody(db, 'firm_reader');
    const post = postOffice();
    const id = await tell(receiver, 'visit_logged');
    await post.work(id, DAY);
    await db.owner(`update app_user set status = 'disabled' where id = $1`, [receiver.actor.userId]);
    await sendDigests(systemContext(MORNING, 'test'));
    expect((await rowOf(id)).digest_id).toBeNull();
  });
});

describe('quiet hours', () => {
  it('hand a mail over at their end, once, however often its job comes', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, quiet: NIGHT_HOURS });
    const post = postOffice();
    const id = await tell(receiver, 'agreement_offered');
    await post.work(id, NIGHT);
    await post.work(id, NIGHT);
    expect(post.mails).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ status: 'queued', send_after: MORNING });
    expect((await jobsOf(id)).filter((job) => job.start_after.getTime() === MORNING.getTime()).length).toBeGreaterThan(0);
    await post.work(id, MORNING);
    await post.work(id, MORNING);
    expect(post.mails).toHaveLength(1);
    expect((await rowOf(id)).status).toBe('sent');
  });

  it('do not hold back what concerns the account', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, quiet: NIGHT_HOURS });
    const post = postOffice();
    await post.work(await tell(receiver, 'second_factor_on'), NIGHT);
    expect(post.mails).toHaveLength(1);
  });
});

describe('text messages', () => {
  it('go out beside urgent mails, once each, and lie beside the mails of the demonstration', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, mobile: '010-1234-5678' });
    const post = postOffice();
    const [urgent, other] = [await tell(receiver, 'agreement_offered'), await tell(receiver, 'visit_logged')];
    for (const id of [urgent, urgent, other]) await post.work(id, DAY);
    const text = await textOf(urgent);
    expect(text).toMatchObject({ channel: 'text', to_phone: '01012345678', status: 'queued' });
    expect(await textOf(other)).toBeUndefined();
    await post.work(text?.id ?? '', DAY);
    await post.work(text?.id ?? '', DAY);
    expect(post.texts).toHaveLength(1);
    expect(post.texts[0]).toMatchObject({ to: '01012345678', size: 'long' });
    expect(post.texts[0]?.text).toMatch(/^\[산업혁신운동\] 협약서에 서명해 주십시오: Hanbit\n기한 2026-08-21\(금\)\nhttps:\/\/portal\.example\/firm\/visits\/1$/);
    const folder = openTextTransport({ ...getConfig(), smsUrl: null });
    await folder.send(post.texts[0] as OutgoingText);
    const found = (await getDemoMailbox()).mails.find(({ id }) => id === text?.id);
    expect(found).toMatchObject({ channel: 'text', to: '01012345678' });
  });

  it('are dropped when the reader switched them off meanwhile', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, mobile: '01012345678' });
    const post = postOffice();
    const id = await tell(receiver, 'agreement_offered');
    await post.work(id, DAY);
    await saveOwnPreferences(receiver, nothing);
    const text = await textOf(id);
    await post.work(text?.id ?? '', DAY);
    expect((await rowOf(text?.id ?? '')).status).toBe('cancelled');
    expect(post.texts).toEqual([]);
  });

  it('take the place of an important mail that could not be delivered', async () => {
    const receiver = await makeSomebody(db, 'manager');
    await saveOwnPreferences(receiver, { ...nothing, mobile: '01012345678' });
    const post = postOffice(true);
    const [important, other] = [await tell(receiver, 'grant_refused'), await tell(receiver, 'visit_logged')];
    for (const id of [important, other]) await post.work(id, DAY);
    expect((await rowOf(important)).status).toBe('failed');
    expect(await textOf(important)).toMatchObject({ to_phone: '01012345678' });
    expect(await textOf(other)).toBeUndefined();
  });
});
