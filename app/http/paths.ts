function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Every address of the product; links are built here and nowhere else. */
export const paths = {
  home: () => '/',
  check: (query: { code?: string | undefined; again?: string | undefined } = {}) => withQuery('/check', query),
  programmes: () => '/programmes',
  programmeYear: (number: number) => `/programmes/${number}`,
  roadmapCheck: (query: { code?: string | undefined; again?: string | undefined } = {}) => withQuery('/roadmap-check', query),
  outcomes: (query: { year?: number | undefined } = {}) => withQuery('/outcomes', query),
  outcomesJson: (query: { year?: number | undefined } = {}) => withQuery('/outcomes.json', query),
  help: () => '/help',
  privacy: () => '/privacy',
  register: (query: { seed?: string | undefined } = {}) => withQuery('/register', query),
  verifyEmail: () => '/verify-email',
  login: (redirectTo?: string) => withQuery('/login', { redirectTo }),
  secondFactor: (redirectTo?: string) => withQuery('/login/second-factor', { redirectTo }),
  stepUp: (next?: string) => withQuery('/login/step-up', { next }),
  logout: () => '/logout',
  resetPassword: () => '/reset-password',
  resetPasswordConfirm: () => '/reset-password/confirm',
  language: () => '/language',
  account: () => '/account',
  accountConsents: () => '/account/consents',
  accountConsent: (code: string) => `/account/consents/${code}`,
  accountRecords: () => '/account/records',
  accountRecordsJson: () => '/account/records.json',
  accountSecondFactor: (next?: string) => withQuery('/account/second-factor', { next }),
  accountNotices: () => '/account/notices',
  inbox: () => '/inbox',
  demoMail: () => '/demo/mail',

  firm: () => '/firm',
  firmApplicationStart: (query: { seed?: string | undefined } = {}) => withQuery('/firm/application', query),
  firmApplication: (section?: string) => (section ? `/firm/application/${section}` : '/firm/application'),
  firmApplicationCheck: (section: string) => `/firm/application/${section}?check=1`,
  firmApplicationAnswers: () => '/firm/application/answers',
  firmApplicationReview: () => '/firm/application/review',
  firmWithdraw: () => '/firm/application/withdraw',
  firmReceipt: (applicationId: string) => `/firm/applications/${applicationId}/receipt.pdf`,
  firmAssessment: () => '/firm/assessment',
  firmAssessmentArea: (code: string) => `/firm/assessment/${code}`,
  firmPlan: () => '/firm/plan',
  firmAgreement: () => '/firm/agreement',
  firmPayments: () => '/firm/payments',
  firmPayment: (id: string) => `/firm/payments/${id}`,
  firmAgreementDocument: (query: { lang?: string | undefined } = {}) => withQuery('/firm/agreement/document.pdf', query),
  firmConsultant: () => '/firm/consultant',
  firmVisits: (query: Record<string, string | number | undefined> = {}) => withQuery('/firm/visits', query),
  firmVisitPlan: (query: { assignment?: string | undefined } = {}) => withQuery('/firm/visits/plan', query),
  firmVisit: (id: string) => `/firm/visits/${id}`,
  firmKpis: () => '/firm/kpis',
  firmKpiCards: () => '/firm/kpis/cards',
  firmKpi: (cardId: string, query: { month?: string | undefined } = {}) => withQuery(`/firm/kpis/${cardId}`, query),
  firmInterim: () => '/firm/interim',
  firmCompletion: () => '/firm/completion',
  firmSettlement: () => '/firm/settlement',
  firmAppeal: () => '/firm/appeal',

  officer: () => '/officer',
  officerApplications: (query: Record<string, string | number | undefined> = {}) => withQuery('/officer/applications', query),
  officerApplication: (id: string) => `/officer/applications/${id}`,
  officerCorrection: (id: string) => `/officer/applications/${id}/correction`,
  officerAssign: (id: string) => `/officer/applications/${id}/assign`,
  officerAssessment: (id: string) => `/officer/applications/${id}/assessment`,
  officerPlan: (id: string) => `/officer/applications/${id}/plan`,
  officerAgreement: (id: string) => `/officer/applications/${id}/agreement`,
  officerOutcome: (id: string) => `/officer/applications/${id}/outcome`,
  officerInterim: (id: string) => `/officer/applications/${id}/interim`,
  officerCompletion: (id: string) => `/officer/applications/${id}/completion`,
  officerSettlement: (id: string) => `/officer/applications/${id}/settlement`,
  officerKpis: (id: string) => `/officer/applications/${id}/kpis`,
  officerHold: (id: string) => `/officer/applications/${id}/hold`,
  officerVisits: (id: string, query: { visit?: string | undefined } = {}) => withQuery(`/officer/applications/${id}/visits`, query),
  officerAppeals: (query: { view?: string | undefined } = {}) => withQuery('/officer/appeals', query),
  officerAppeal: (id: string) => `/officer/appeals/${id}`,
  officerPayments: (query: Record<string, string | number | undefined> = {}) => withQuery('/officer/payments', query),
  officerPayment: (id: string) => `/officer/payments/${id}`,
  officerBatchFile: (id: string) => `/officer/payments/batches/${id}.csv`,
  officerLedger: (query: Record<string, string | number | undefined> = {}) => withQuery('/officer/ledger', query),
  officerAgreementDocument: (id: string, query: { lang?: string | undefined } = {}) => withQuery(`/officer/applications/${id}/agreement/document.pdf`, query),

  consultant: () => '/consultant',
  consultantFirm: (applicationId: string) => `/consultant/firms/${applicationId}`,
  consultantAssessment: (applicationId: string) => `/consultant/firms/${applicationId}/assessment`,
  consultantPlan: (applicationId: string) => `/consultant/firms/${applicationId}/plan`,
  consultantCompletion: (applicationId: string) => `/consultant/firms/${applicationId}/completion`,
  consultantKpiCards: (applicationId: string) => `/consultant/firms/${applicationId}/kpis/cards`,
  consultantKpis: (applicationId: string) => `/consultant/firms/${applicationId}/kpis`,
  consultantVisits: (query: Record<string, string | number | undefined> = {}) => withQuery('/consultant/visits', query),
  consultantVisitNew: (query: { application?: string | undefined; visit?: string | undefined } = {}) => withQuery('/consultant/visits/new', query),
  consultantCalendar: () => '/consultant/calendar',
  calendarFile: (secret: string) => `/calendar/${secret}.ics`,
  consultantVisitPlan: (query: { assignment?: string | undefined } = {}) => withQuery('/consultant/visits/plan', query),
  consultantVisit: (id: string) => `/consultant/visits/${id}`,

  evaluator: () => '/evaluator',
  evaluatorApplication: (id: string) => `/evaluator/applications/${id}`,
  parent: () => '/parent',
  auditor: () => '/auditor',
  admin: () => '/admin',
  adminMail: () => '/admin/mail',
  adminSettings: () => '/admin/settings',

  document: (id: string) => `/documents/${id}`,
} as const;

/**
 * Whether a redirect target stays on this site. Only printable ASCII: browsers drop tabs and line breaks before they
 * read an address, so that a slash, a tab and a slash would lead to another host.
 */
export function isLocalPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])[!-~]*$/.test(value);
}
