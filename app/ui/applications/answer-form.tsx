import { useContext, useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { Form, useNavigation } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';
import { ErrorSummary } from '#app/ui/kit/forms/error-summary.tsx';
import { FormProvider, IdempotencyContext, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { AutosaveState } from './autosave-state.tsx';
import { ConflictChoice } from './conflict-choice.tsx';
import { fillQuestion, pairsOf, pairsOfValue, questionOf, samePairs, valuesOf, visibleIds } from './form-fields.ts';
import { QuestionField } from './question-field.tsx';
import type { RescueCopy, RescuedAnswer } from './rescue-copy.ts';
import { RescueOffer } from './rescue-offer.tsx';
import type { ShownConflict, ShownSection, ShownSectionStatus } from './shown-section.ts';
import { useAutosave, type SavedReply } from './use-autosave.ts';

const FORM_ID = 'answers';
const TYPING_MS = 1000;
/** Controls whose value is complete with one act. */
const CHOSEN: ReadonlySet<string> = new Set(['radio', 'checkbox', 'select-one', 'date', 'month']);

interface AnswerFormProps {
  readonly page: ShownSection;
  readonly reply: (FormReply & { readonly conflicts?: Readonly<Record<string, ShownConflict>> }) | undefined;
  readonly previous: string | null;
  readonly onSections: (sections: readonly ShownSectionStatus[]) => void;
}

/** The questions of a section: saved while they are typed, and by the button without scripts. */
export function AnswerForm({ page, reply, previous, onSections }: AnswerFormProps) {
  const { t } = useI18n();
  const seed = useContext(IdempotencyContext);
  const enhanced = useEnhanced();
  const busy = useNavigation().state === 'submitting';
  const form = useRef<HTMLFormElement>(null);
  const fields = useMemo(() => page.fields.filter((field) => field.kind !== 'file'), [page.fields]);
  const [revisions, setRevisions] = useState<Readonly<Record<string, number>>>(() => Object.fromEntries(fields.map((field) => [field.id, field.revision])));
  const [errors, setErrors] = useState<Readonly<Record<string, readonly string[]>>>(() => Object.fromEntries(fields.map((field) => [field.id, field.errors])));
  const [warnings, setWarnings] = useState<Readonly<Record<string, readonly string[]>>>(() => Object.fromEntries(fields.map((field) => [field.id, field.warnings])));
  const [conflicts, setConflicts] = useState<Readonly<Record<string, ShownConflict>>>(reply?.conflicts ?? {});
  const [visible, setVisible] = useState<ReadonlySet<string>>(() => new Set(fields.filter((field) => field.visible).map((field) => field.id)));

  // The newest revision of each answer at once: a render may come later than the next request.
  const known = useRef<Record<string, number>>({});
  useEffect(() => {
    for (const field of fields) known.current[field.id] = Math.max(field.revision, known.current[field.id] ?? 0);
    setRevisions(Object.fromEntries(fields.map((field) => [field.id, field.revision])));
    setErrors(Object.fromEntries(fields.map((field) => [field.id, field.errors])));
    setWarnings(Object.fromEntries(fields.map((field) => [field.id, field.warnings])));
  }, [fields]);
  useEffect(() => setConflicts(reply?.conflicts ?? {}), [reply]);

  const refresh = () => {
    const element = form.current;
    if (element) setVisible(visibleIds(fields, (id) => valuesOf(element, id), page.facts));
  };
  const onSaved = (saved: SavedReply, ids: readonly string[]) => {
    const without = (before: Readonly<Record<string, ShownConflict>>) => Object.fromEntries(Object.entries(before).filter(([id]) => !ids.includes(id)));
    for (const field of saved.fields) known.current[field.id] = Math.max(field.revision, known.current[field.id] ?? 0);
    setRevisions((before) => ({ ...before, ...Object.fromEntries(saved.fields.map((field) => [field.id, field.revision])) }));
    setWarnings((before) => ({ ...before, ...Object.fromEntries(saved.fields.map((field) => [field.id, field.warnings])) }));
    setErrors((before) => ({ ...before, ...Object.fromEntries(saved.fields.filter((field) => ids.includes(field.id) || before[field.id]?.length).map((field) => [field.id, field.errors])) }));
    setConflicts((before) => ({ ...without(before), ...Object.fromEntries(saved.fields.flatMap((field) => (field.conflict ? [[field.id, field.conflict]] : []))) }));
    onSections(saved.sections);
  };
  const { status, touch, flush, isPending } = useAutosave({ form, address: paths.firmApplicationAnswers(), section: page.section.id, check: page.check, rescueKey: page.rescueKey, revisionOf: (id) => known.current[id] ?? revisions[id] ?? 0, onSaved });

  const changed = (event: FormEvent<HTMLFormElement>) => {
    const { name, type } = event.target as HTMLInputElement;
    const id = questionOf(name);
    if (!id || !fields.some((field) => field.id === id)) return;
    touch(id, CHOSEN.has(type) ? 0 : TYPING_MS);
    refresh();
  };
  // The button waits for a save under way: with the revisions from before it, one's own words would look like somebody else's.
  const [sendings, setSendings] = useState(0);
  const flushed = useRef(false);
  const submitted = (event: FormEvent<HTMLFormElement>) => {
    if (flushed.current || !isPending()) {
      flushed.current = false;
      return;
    }
    event.preventDefault();
    void flush().then(() => setSendings((before) => before + 1));
  };
  useEffect(() => {
    if (sendings === 0) return;
    flushed.current = true;
    form.current?.requestSubmit();
  }, [sendings]);
  const choose = (id: string, keep: 'mine' | 'theirs') => {
    const conflict = conflicts[id];
    if (!form.current || !conflict) return;
    if (keep === 'mine') touch(id, 0);
    else {
      fillQuestion(form.current, id, pairsOfValue(id, conflict.value));
      setConflicts((before) => Object.fromEntries(Object.entries(before).filter(([other]) => other !== id)));
      touch(id, 0);
      refresh();
    }
  };
  const isShown = (id: string, pairs: RescuedAnswer['pairs']) => form.current !== null && samePairs(pairsOf(form.current, id), pairs);
  const restore = (answers: RescueCopy['answers']) => {
    for (const [id, { pairs }] of Object.entries(answers)) {
      if (form.current) fillQuestion(form.current, id, pairs);
      touch(id, 0);
    }
    refresh();
  };

  // A refused save brings its own messages; otherwise those of the stored answers are shown.
  const shownErrors = useMemo(() => ({ ...errors, ...reply?.error }), [errors, reply]);
  const context = useMemo<{ formId: string; reply: FormReply; defaults: Readonly<Record<string, unknown>>; busy: boolean }>(
    () => ({ formId: FORM_ID, reply: { status: 'error', error: shownErrors, initialValue: reply?.initialValue ?? null }, defaults: Object.fromEntries(fields.map((field) => [field.id, field.value])), busy }),
    [shownErrors, reply, fields, busy],
  );
  const summary = reply ?? (page.check || page.justSaved ? { status: 'error' as const, error: Object.fromEntries(fields.filter((field) => field.errors.length > 0).map((field) => [field.id, field.errors])) } : undefined);
  const open = fields.filter((field) => !field.locked);

  return (
    <FormProvider value={context}>
      <Form ref={form} id={FORM_ID} method="post" action={`${paths.firmApplication(page.section.id)}${page.check ? '?check=1' : ''}`} noValidate className="fields" onInput={changed} onSubmit={submitted} onBlur={() => void flush()} aria-busy={busy || undefined} data-enhanced={enhanced || undefined}>
        <input type="hidden" name="intent" value="save" />
        {seed ? <input type="hidden" name="_key" value={seed} /> : null}
        <input type="hidden" name="_shown" value={fields.filter((field) => visible.has(field.id)).map((field) => field.id).join(',')} />
        <ErrorSummary formId={FORM_ID} reply={summary} />
        {page.justSaved && !summary?.error ? <Alert kind="info">{t('applications.form.appeared')}</Alert> : null}
        {enhanced ? <RescueOffer rescueKey={page.rescueKey} served={Object.fromEntries(open.map((field) => [field.id, field]))} isShown={isShown} onRestore={restore} /> : null}
        {fields.map((field) => (
          <div key={field.id} id={`q-${field.id}`} className="question" hidden={!visible.has(field.id)}>
            {field.locked ? null : <input type="hidden" name={`_r.${field.id}`} value={revisions[field.id] ?? 0} />}
            <QuestionField field={field} correction={page.correction} />
            {conflicts[field.id] ? <ConflictChoice id={field.id} conflict={conflicts[field.id] as ShownConflict} onChoose={(keep) => choose(field.id, keep)} /> : null}
            {(warnings[field.id] ?? []).map((warning) => (
              <p key={warning} className="small question-warning">
                <State kind="warn">{warning}</State>
              </p>
            ))}
          </div>
        ))}
        <SubmitBar sticky state={open.length > 0 ? <AutosaveState status={status} savedAt={page.savedAt} /> : undefined}>
          {previous ? (
            <ButtonLink to={previous} size="medium" icon="back">
              {t('applications.form.previous')}
            </ButtonLink>
          ) : null}
          <Button type="submit" variant="primary" size="medium" wide>
            {t(open.length > 0 ? 'applications.form.save_next' : 'applications.form.next')}
          </Button>
        </SubmitBar>
      </Form>
    </FormProvider>
  );
}
