import type { FormReply } from './forms.ts';
import { useActionData } from './framework.ts';

/** The action's answer to the last form of this page, if it was refused. */
export function useFormReply(): FormReply | undefined {
  const reply = useActionData() as FormReply | undefined;
  return reply?.status === 'error' ? reply : undefined;
}

/** What the action answered to the last form of this page, if it succeeded and shows something once. */
export function useFormResult<T extends object>(): T | undefined {
  const result = useActionData() as ({ readonly status?: unknown } & T) | undefined;
  return result?.status === 'success' ? result : undefined;
}
