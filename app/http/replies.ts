import type { FormReply } from './forms.ts';
import { useActionData } from './framework.ts';

/** The action's answer to the last form of this page, if it was refused. */
export function useFormReply(): FormReply | undefined {
  const reply = useActionData() as FormReply | undefined;
  return reply?.status === 'error' ? reply : undefined;
}
