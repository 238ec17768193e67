import type { Context } from '#app/domain/accounts/context.ts';
import type { Answers, AnswerValue } from '#app/domain/applications/answers.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import { findPersonContact } from '#db/queries/firm-people.ts';
import type { FirmFacts, FirmRow } from '#db/queries/firms.ts';
import type { ActorTx } from '#db/transaction.ts';

const FORM_OF_TYPE: Readonly<Record<string, string>> = { corporation: 'corporation', sole_proprietor: 'individual' };
const SIZE_OF_SIZE: Readonly<Record<string, string>> = { medium: 'medium', small: 'small', micro: 'small' };

/** What is known of the firm and the writer, by the names that question sets prefill from. */
export async function profileOf(tx: ActorTx, ctx: Context, firm: FirmRow): Promise<Record<string, AnswerValue | undefined>> {
  const person = ctx.actor.userId ? await findPersonContact(tx, ctx.actor.userId) : null;
  return {
    name: firm.name,
    nameEn: firm.nameEn,
    businessNumber: firm.businessNumber,
    form: firm.firmType ? FORM_OF_TYPE[firm.firmType] : undefined,
    corporateNumber: firm.corporateNumber,
    representativeName: firm.representativeName,
    foundedOn: firm.foundedOn,
    size: firm.size ? SIZE_OF_SIZE[firm.size] : undefined,
    ksic: firm.ksicCode,
    mainProducts: firm.mainProduct,
    region: firm.regionCode,
    address: firm.address,
    employees: firm.employees,
    contactName: person?.name,
    contactPosition: person?.jobTitle,
    contactMobile: person?.phone,
    contactEmail: person?.email,
    contactPhone: firm.phone === person?.phone ? undefined : firm.phone,
  };
}

/** What a submitted application says about the firm, as columns of its profile; unanswered ones are left out. */
export function factsOf(answers: Answers): FirmFacts {
  const text = (id: string) => (typeof answers[id] === 'string' ? answers[id] : undefined);
  const number = (id: string) => (typeof answers[id] === 'number' ? answers[id] : undefined);
  const roots = answers[KNOWN_QUESTIONS.rootTechnologies];
  const form = text(KNOWN_QUESTIONS.firmForm);
  const size = text(KNOWN_QUESTIONS.firmSize);
  const facts: Record<keyof FirmFacts, unknown> = {
    name: text(KNOWN_QUESTIONS.firmName),
    nameEn: text(KNOWN_QUESTIONS.firmNameEn),
    corporateNumber: text(KNOWN_QUESTIONS.corporateNumber),
    representativeName: text(KNOWN_QUESTIONS.representativeName),
    foundedOn: text(KNOWN_QUESTIONS.foundedOn),
    firmType: form === 'corporation' ? 'corporation' : form === 'individual' ? 'sole_proprietor' : undefined,
    size: size === 'medium' || size === 'small' ? size : undefined,
    ksicCode: text(KNOWN_QUESTIONS.ksic),
    mainProduct: text(KNOWN_QUESTIONS.mainProducts),
    rootTechnologyCode: Array.isArray(roots) ? (roots[0] ?? null) : undefined,
    isRootIndustry: Array.isArray(roots) && roots.length > 0,
    regionCode: text(KNOWN_QUESTIONS.region),
    postalCode: text(KNOWN_QUESTIONS.postalCode),
    address: text(KNOWN_QUESTIONS.address),
    addressDetail: text(KNOWN_QUESTIONS.addressDetail),
    employees: number(KNOWN_QUESTIONS.employees),
    salesWon: number(KNOWN_QUESTIONS.sales[0]),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as FirmFacts;
}
