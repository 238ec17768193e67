import { mandatoryKinds } from '#app/services/notices/kinds.ts';
import { cancelDelivery, listMutedKinds, lockDelivery, markDeliverySending, recordAttempt, type DeliveryRow } from '#db/queries/mail.ts';
import { asWorker } from '#db/transaction.ts';
import { composeMail } from './compose-mail.ts';
import { MailRefusedError, type MailTransport } from './mail-transport.ts';

export interface SendMailInput {
  readonly deliveryId: string;
  /** After this attempt nobody tries again. */
  readonly isLastAttempt: boolean;
  readonly transport: MailTransport;
  readonly baseUrl: string;
  readonly now: () => Date;
}

/**
 * Sends one mail. The attempt is noted before and after, so that a worker killed in between is seen in the log; its
 * successor sends the same Message-ID again, which mail servers recognise. Throws when the attempt failed and another
 * one should be made; a mail that is already sent or not wanted is no error.
 */
export async function sendMail(input: SendMailInput): Promise<void> {
  const delivery = await asWorker((tx) => takeDelivery(tx, input.deliveryId));
  if (!delivery) return;
  const number = delivery.attempts + 1;
  let subject: string | null = null;
  try {
    const mail = await composeMail(delivery, input.baseUrl);
    subject = mail.subject;
    const sentAt = input.now();
    const answer = await input.transport.send({ ...mail, id: delivery.id, messageId: delivery.messageId, to: delivery.toEmail, toName: delivery.toName, kind: delivery.kind, locale: delivery.locale, sentAt });
    await asWorker((tx) => recordAttempt(tx, { id: delivery.id, number, outcome: 'sent', status: 'sent', answer: answer.slice(0, 500), subject, at: input.now() }));
  } catch (error) {
    const isFinal = input.isLastAttempt || error instanceof MailRefusedError;
    const answer = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    await asWorker((tx) => recordAttempt(tx, { id: delivery.id, number, outcome: 'failed', status: isFinal ? 'failed' : 'queued', answer, subject, at: input.now() }));
    if (!(error instanceof MailRefusedError)) throw error;
  }
}

async function takeDelivery(tx: Parameters<typeof lockDelivery>[0], id: string): Promise<DeliveryRow | null> {
  const delivery = await lockDelivery(tx, id);
  if (!delivery || delivery.status === 'sent' || delivery.status === 'cancelled' || delivery.status === 'failed') return null;
  if (delivery.recipientId && !mandatoryKinds.includes(delivery.kind) && (await listMutedKinds(tx, delivery.recipientId)).includes(delivery.kind)) {
    await cancelDelivery(tx, id, 'muted');
    return null;
  }
  await markDeliverySending(tx, id);
  return delivery;
}
