import { AppError } from '#app/domain/errors.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';

// Unknown addresses reach this page, so that the error stands inside the portal's frame.
export const loader = publicLoader({}, async () => {
  throw new AppError('not_found');
});
export const action = publicAction({}, async () => {
  throw new AppError('not_found');
});

export default function NotFound() {
  return null;
}
