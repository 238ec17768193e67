import { DIGEST_KIND } from '#app/domain/notices/kinds.ts';
import { lockDelivery, markDeliverySending, recordAttempt, type DeliveryRow } from '#db/queries/mail.ts';
import { listDigestItems, markDigestItemsSent } from '#db/queries/notice-ways.ts';
import { asWorker, type ActorTx } from '#db/transaction.ts';
import { chooseWay, textInstead } from './choose-way.ts';
import { composeDigest, composeMail, composeText } from './compose-mail.ts';
import { MailRefusedError, type MailTransport } from './mail-transport.ts';
import type { TextTransport } from './text-transport.ts';

export interface SendMailInput {
  readonly deliveryId: string;
  /** After this attempt nobody tries again. */
  readonly isLastAttempt: boolean;
  readonly transport: MailTransport;
  readonly texts: TextTransport;
  readonly baseUrl: string;
  readonly now: () => Date;
}

/**
 * Sends one mail or text message. The attempt is noted before and after, so that a worker killed in between is seen in
 * the log; its successor sends the same Message-ID again, which mail servers recognise. Throws when the attempt failed and
 * another one should be made; a mail that is already sent, not wanted or wanted later is no error.
 */
export async function sendMail(input: SendMailInput): Promise<void> {
  const delivery = await asWorker((tx) => takeDelivery(tx, input.deliveryId, input.now()));
  if (!delivery) return;
  const number = delivery.attempts + 1;
  let subject: string | null = null;
  try {
    const answer = await hand(delivery, input, (written) => (subject = written));
    await asWorker(async (tx) => {
      const at = input.now();
      await recordAttempt(tx, { id: delivery.id, number, outcome: 'sent', status: 'sent', answer: answer.slice(0, 500), subject, at });
      if (delivery.kind === DIGEST_KIND) await markDigestItemsSent(tx, digestOf(delivery), at);
    });
  } catch (error) {
    const isFinal = input.isLastAttempt || error instanceof MailRefusedError;
    const answer = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    await asWorker(async (tx) => {
      await recordAttempt(tx, { id: delivery.id, number, outcome: 'failed', status: isFinal ? 'failed' : 'queued', answer, subject, at: input.now() });
      if (isFinal) await textInstead(tx, delivery, input.now());
    });
    if (!(error instanceof MailRefusedError)) throw error;
  }
}

/** Writes and hands over; `name` is told the subject before the other side answers. */
async function hand(delivery: DeliveryRow, input: SendMailInput, name: (subject: string) => void): Promise<string> {
  const shared = { id: delivery.id, messageId: delivery.messageId, toName: delivery.toName, kind: delivery.kind, locale: delivery.locale };
  if (delivery.channel === 'text') {
    const text = composeText(delivery, input.baseUrl);
    name(text.subject);
    return input.texts.send({ ...shared, ...text, to: delivery.toPhone ?? '', sentAt: input.now() });
  }
  const mail = delivery.kind === DIGEST_KIND ? await composeDigest(delivery, await asWorker((tx) => listDigestItems(tx, digestOf(delivery))), input.baseUrl) : await composeMail(delivery, input.baseUrl);
  name(mail.subject);
  return input.transport.send({ ...shared, ...mail, to: delivery.toEmail, sentAt: input.now() });
}

async function takeDelivery(tx: ActorTx, id: string, now: Date): Promise<DeliveryRow | null> {
  const delivery = await lockDelivery(tx, id);
  if (!delivery || (delivery.status !== 'queued' && delivery.status !== 'sending')) return null;
  if (!(await chooseWay(tx, delivery, now))) return null;
  await markDeliverySending(tx, id);
  return delivery;
}

/** The digest whose notices a mail brings: a digest that is sent again brings those of the first. */
function digestOf(delivery: DeliveryRow): string {
  return delivery.resendOf ?? delivery.id;
}
