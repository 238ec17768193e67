import { useContext, useEffect, useId, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Form, useLocation, useNavigation, type useFetcher } from '#app/http/framework.ts';
import { classNames } from '#app/ui/kit/class-names.ts';
import { ErrorSummary } from '#app/ui/kit/forms/error-summary.tsx';
import { FormProvider, IdempotencyContext, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { formKey, freshKey } from '#app/ui/kit/forms/idempotency.ts';

interface PortalFormProps {
  /** The action's answer (`useFormReply()`); with `intent`, only an answer to this intent is taken. */
  reply?: FormReply | undefined | null;
  /** Stored values by field name, nested as the names are. */
  defaults?: object;
  /** Stands as a hidden `intent` field; needed where a page has several forms. */
  intent?: string;
  id?: string;
  action?: string;
  method?: 'post' | 'get';
  encType?: 'multipart/form-data' | 'application/x-www-form-urlencoded';
  /** Sends in place instead of navigating; its answer is then the reply. */
  fetcher?: Pick<ReturnType<typeof useFetcher>, 'Form' | 'data' | 'state'>;
  /** A UUID made by the loader; without it one is derived from the document's. */
  idempotencyKey?: string;
  className?: string;
  children: ReactNode;
}

function answersTo(reply: FormReply | null | undefined, intent: string | undefined): FormReply | undefined {
  if (!reply || reply.status !== 'error') return undefined;
  if (intent && reply.intent && reply.intent !== intent) return undefined;
  return reply;
}

/** A form with its error summary, hidden idempotency key and guard against double sending. Works without scripts. */
export function PortalForm(props: PortalFormProps) {
  const { defaults, intent, action, method = 'post', encType, fetcher, idempotencyKey, className, children } = props;
  const generated = useId().replace(/[^A-Za-z0-9]/g, '');
  const formId = props.id ?? `f${generated}`;
  const seed = useContext(IdempotencyContext);
  const navigation = useNavigation();
  const location = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef(false);
  const mounted = useRef(false);
  const [key, setKey] = useState(idempotencyKey ?? (seed ? formKey(seed, formId) : ''));
  const fetched = fetcher?.data as FormReply | undefined;
  const reply = answersTo(fetcher ? (fetched ?? props.reply) : props.reply, intent);
  const state = fetcher ? fetcher.state : navigation.state;
  const busy = state === 'submitting' && (Boolean(fetcher) || sent.current);

  useEffect(() => {
    sent.current = false;
    if (reply) return;
    setKey(idempotencyKey ?? freshKey());
    // What was typed before scripts arrived must stay, so only a later visit empties the form.
    if (mounted.current && method === 'post') form.current?.reset();
    mounted.current = true;
  }, [location.key, fetched, idempotencyKey, method, reply]);

  const value = useMemo(
    () => ({ formId, reply, defaults: (defaults ?? {}) as Readonly<Record<string, unknown>>, busy }),
    [formId, reply, defaults, busy],
  );
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (busy) event.preventDefault();
    else sent.current = true;
  };
  const Element = fetcher?.Form ?? Form;

  return (
    <FormProvider value={value}>
      <Element ref={form} id={formId} action={action} method={method} encType={encType} noValidate onSubmit={onSubmit} aria-busy={busy || undefined} className={classNames('fields', className)}>
        {method === 'post' && key ? <input type="hidden" name="_key" value={key} /> : null}
        {intent ? <input type="hidden" name="intent" value={intent} /> : null}
        <ErrorSummary formId={formId} reply={reply} />
        {children}
      </Element>
    </FormProvider>
  );
}
