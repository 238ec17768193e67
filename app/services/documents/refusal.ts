import { uploadLimits, type RefusalReason } from '#app/domain/documents/file-kind.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';

const MB = 1_048_576;

/** Message id with parameters for a refused file, the form in which field errors travel. */
export function refusalMessage(reason: RefusalReason, limit?: number): string {
  switch (reason) {
    case 'too_large':
    case 'total_exceeded':
      return encodeMessage(`documents.file.${reason}`, { limit: `${Math.round((limit ?? uploadLimits.bytesPerApplication) / MB)} MB` });
    case 'too_many':
      return encodeMessage('documents.file.too_many', { limit: limit ?? uploadLimits.filesPerApplication });
    case 'image_too_large':
      return encodeMessage('documents.file.image_too_large', { megapixels: uploadLimits.imagePixels / 1_000_000 });
    default:
      return `documents.file.${reason}`;
  }
}

/** The error for a refused file; its message stands beside the file field of the form. */
export function fileRefused(field: string, reason: RefusalReason, limit?: number): AppError {
  return new AppError('file_refused', { fields: { [field]: [refusalMessage(reason, limit)] }, details: { reason } });
}
