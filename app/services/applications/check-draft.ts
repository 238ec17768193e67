import type { Answers } from '#app/domain/applications/answers.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import { classifySize, isIndustryAdmitted, type KsicDivision } from '#app/domain/applications/sme-size.ts';
import { validateAnswers, type AnswerIssue } from '#app/domain/applications/validate-answers.ts';
import type { QuestionSet } from '#app/domain/applications/question-set.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { listIndustries, listRegions, listRootTechnologies, type CodeRow, type IndustryRow } from '#db/queries/programmes.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Lists of options that live outside the question set. */
export interface FormLists {
  readonly ksic: readonly IndustryRow[];
  readonly regions: readonly CodeRow[];
  readonly root_technologies: readonly CodeRow[];
}

/** Reads the code lists valid on a day. */
export async function loadFormLists(tx: ActorTx, today: string): Promise<FormLists> {
  return { ksic: await listIndustries(tx), regions: await listRegions(tx, today), root_technologies: await listRootTechnologies(tx) };
}

export interface CheckedForm {
  readonly set: QuestionSet;
  readonly answers: Answers;
  readonly settings: ProgrammeSettings;
  readonly today: string;
  readonly lists: FormLists;
}

/** All findings about a form: `draft` reports what cannot be right, `submit` also what is missing. Size findings are advice. */
export function checkForm(form: CheckedForm, stage: 'draft' | 'submit'): AnswerIssue[] {
  const { set, answers, settings, today, lists } = form;
  const codes = { ksic: lists.ksic.map((row) => row.code), regions: lists.regions.map((row) => row.code), root_technologies: lists.root_technologies.map((row) => row.code) };
  return [...validateAnswers(set, answers, { stage, settings, today, lists: codes }), ...sizeFindings(form)];
}

function sizeFindings({ answers, settings, lists }: CheckedForm): AnswerIssue[] {
  const ksic = answers[KNOWN_QUESTIONS.ksic];
  if (typeof ksic !== 'string') return [];
  const divisions: KsicDivision[] = lists.ksic.flatMap((row) => (row.smeCeilingWon && row.smallCeilingWon ? [{ code: row.code, name: row.name, smeSalesCeilingWon: row.smeCeilingWon, smallSalesCeilingWon: row.smallCeilingWon }] : []));
  const warn = (questionId: string, messageId: string, params: AnswerIssue['params'] = {}): AnswerIssue => ({ questionId, messageId, params, severity: 'warning' });
  const findings: AnswerIssue[] = [];
  if (!isIndustryAdmitted(ksic, divisions, settings.allowNonManufacturing)) findings.push(warn(KNOWN_QUESTIONS.ksic, 'applications.size.not_manufacturing'));
  const number = (id: string) => (typeof answers[id] === 'number' ? answers[id] : null);
  const declared = answers[KNOWN_QUESTIONS.firmSize];
  const result = classifySize(
    { ksic, salesWon: KNOWN_QUESTIONS.sales.map(number), totalAssetsWon: number(KNOWN_QUESTIONS.totalAssets), declared: declared === 'small' || declared === 'medium' ? declared : null },
    divisions,
  );
  if (result.meanSalesWon !== null && result.smeCeilingWon !== null) {
    const params = { mean: result.meanSalesWon, ceiling: result.smeCeilingWon };
    if (result.size === 'not_sme' && !result.warnings.includes('assets_above_limit')) findings.push(warn(KNOWN_QUESTIONS.sales[0], 'applications.size.above_ceiling', params));
    else if (result.warnings.includes('close_to_ceiling')) findings.push(warn(KNOWN_QUESTIONS.sales[0], 'answers.size.close_to_ceiling', params));
  }
  if (result.warnings.includes('assets_above_limit')) findings.push(warn(KNOWN_QUESTIONS.totalAssets, 'answers.size.assets_above_limit'));
  if (result.warnings.includes('differs_from_declared')) findings.push(warn(KNOWN_QUESTIONS.firmSize, 'answers.size.differs_from_declared'));
  return findings;
}
