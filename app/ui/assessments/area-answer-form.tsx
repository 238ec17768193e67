import { useEffect, useRef } from 'react';
import type { Roadmap, RoadmapArea } from '#app/domain/assessments/roadmap.ts';
import { acceptedFiles } from '#app/domain/documents/file-kind.ts';
import { useFetcher } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Checkbox, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SaveState, SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import type { ShownAnswer } from './shown-assessment.ts';

const PAUSE_MS = 1200;

interface AreaAnswerFormProps {
  readonly roadmap: Roadmap;
  readonly area: RoadmapArea;
  readonly answer: ShownAnswer | undefined;
  readonly reply: FormReply | undefined;
  readonly isLast: boolean;
}

/** The firm's answer for one area: level, evidence, file. It saves itself a moment after the last change. */
export function AreaAnswerForm({ roadmap, area, answer, reply, isLast }: AreaAnswerFormProps) {
  const { t, format } = useI18n();
  const { submit, state } = useFetcher({ key: `area-${area.code}` });
  const holder = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const saveSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const form = holder.current?.querySelector('form');
      if (!form) return;
      const content = new FormData(form);
      content.delete('file');
      content.delete('removeFile');
      content.set('intent', 'draft');
      void submit(content, { method: 'post', encType: 'multipart/form-data' });
    }, PAUSE_MS);
  };
  return (
    <div ref={holder} onInput={saveSoon} onSubmit={() => clearTimeout(timer.current)}>
      <PortalForm
        id={`area-${area.code}`}
        reply={reply}
        encType="multipart/form-data"
        defaults={{ level: answer?.isNotApplicable ? 'na' : answer?.ownLevel ? String(answer.ownLevel) : '', evidence: answer?.ownEvidence ?? '' }}
      >
        <HiddenField name="revision" value={answer?.revision ?? 0} />
        <RadioGroup
          name="level"
          label={t('assessments.answer.level')}
          hint={t('assessments.answer.level_hint')}
          required
          options={[
            ...area.levels.map((level) => {
              const name = roadmap.levelNames.find((entry) => entry.level === level.level);
              return { value: String(level.level), label: t('assessments.answer.level_name', { level: level.level, name: name ? format.text(name) : '' }), hint: <span className="small">{format.text(level.descriptor)}</span> };
            }),
            { value: 'na', label: t('assessments.answer.na'), hint: t('assessments.answer.na_hint') },
          ]}
        />
        <TextArea name="evidence" label={t('assessments.answer.evidence')} hint={t('assessments.answer.evidence_hint', { examples: format.text(area.evidenceExamples) })} maxLength={2000} rows={4} quiet />
        <FileField name="file" label={t('assessments.answer.file')} hint={t('assessments.answer.file_hint')} accept={acceptedFiles} {...(answer?.document ? { stored: { to: paths.document(answer.document.id), name: answer.document.name, bytes: answer.document.bytes } } : {})} />
        {answer?.document ? <Checkbox name="removeFile" label={t('assessments.answer.remove_file')} /> : null}
        <SubmitBar sticky state={state === 'idle' ? <SaveState at={answer?.updatedAt ?? null} where="server" /> : <p role="status" className="small soft">{t('kit.save.sending')}</p>}>
          <Button type="submit" variant="primary" name="intent" value="save">
            {t(isLast ? 'assessments.answer.save_last' : 'assessments.answer.save_next')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </div>
  );
}
