import { readPreferences } from '#app/domain/notices/preferences.ts';
import { mobileFor, mobileInstead, routeMail, routeText, type NoticeReader } from '#app/domain/notices/routing.ts';
import { messageIdOf } from '#app/services/notices/notify.ts';
import { enqueue } from '#db/enqueue.ts';
import { cancelDelivery, holdDelivery, type DeliveryRow } from '#db/queries/mail.ts';
import { collectDelivery, findMailReader, insertTextOf } from '#db/queries/notice-ways.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/**
 * Decides what becomes of a mail that waits: true when it goes out now. Otherwise it is put aside for the digest, waits
 * for the end of the quiet hours with a job of its own, or is cancelled. A resent mail was asked for by an officer and
 * goes out whatever its reader chose.
 */
export async function chooseWay(tx: ActorTx, delivery: DeliveryRow, now: Date): Promise<boolean> {
  if (delivery.sendAfter && delivery.sendAfter > now) {
    // A job that comes too early: the clocks differ, or it is a repetition of one that was done.
    await enqueue(tx, 'send-mail', { deliveryId: delivery.id }, { startAfter: delivery.sendAfter });
    return false;
  }
  if (delivery.resendOf !== null || delivery.status === 'sending') return true;
  const found = await readerOf(tx, delivery.id);
  if (!found) return true;
  const { reader, notice } = { ...found, notice: { kind: delivery.kind, applicationId: found.applicationId } };
  if (delivery.channel === 'mail') await addText(tx, delivery.id, mobileFor(notice, reader), now);
  const way = delivery.channel === 'text' ? routeText(delivery.toPhone ?? '', reader, now) : routeMail(notice, reader, now);
  if (way.how === 'digest') await collectDelivery(tx, delivery.id);
  if (way.how === 'not') await cancelDelivery(tx, delivery.id, way.because);
  if (way.how === 'later') {
    await holdDelivery(tx, delivery.id, way.at);
    await enqueue(tx, 'send-mail', { deliveryId: delivery.id }, { startAfter: way.at });
  }
  return way.how === 'now';
}

/** A mail that could not be delivered for good: when it matters and its reader gave a mobile phone, a text message goes instead. */
export async function textInstead(tx: ActorTx, delivery: DeliveryRow, now: Date): Promise<void> {
  if (delivery.channel !== 'mail') return;
  const found = await readerOf(tx, delivery.id);
  if (found) await addText(tx, delivery.id, mobileInstead({ kind: delivery.kind, applicationId: found.applicationId }, found.reader), now);
}

async function readerOf(tx: ActorTx, deliveryId: string): Promise<{ reader: NoticeReader; applicationId: string | null } | null> {
  const found = await findMailReader(tx, deliveryId);
  if (!found) return null;
  return { reader: { duty: found.duty ?? 'visitor', preferences: readPreferences(found.preferences) }, applicationId: found.applicationId };
}

async function addText(tx: ActorTx, mailId: string, toPhone: string | null, now: Date): Promise<void> {
  if (toPhone === null) return;
  const id = uuidv7(now);
  if (await insertTextOf(tx, { id, mailId, messageId: messageIdOf(id), toPhone, createdAt: now })) await enqueue(tx, 'send-mail', { deliveryId: id });
}
