import type kit from './messages/ko/kit.json';
import type errors from './messages/ko/errors.json';
import type mail from './messages/ko/mail.json';
import type notices from './messages/ko/notices.json';
import type documents from './messages/ko/documents.json';
import type answers from './messages/ko/answers.json';
import type accounts from './messages/ko/accounts.json';
import type firms from './messages/ko/firms.json';
import type members from './messages/ko/members.json';
import type programmes from './messages/ko/programmes.json';
import type applications from './messages/ko/applications.json';
import type consultants from './messages/ko/consultants.json';
import type assignments from './messages/ko/assignments.json';
import type assessments from './messages/ko/assessments.json';
import type plans from './messages/ko/plans.json';
import type visits from './messages/ko/visits.json';
import type grants from './messages/ko/grants.json';
import type outcomes from './messages/ko/outcomes.json';
import type partners from './messages/ko/partners.json';
import type reports from './messages/ko/reports.json';
import type pages from './messages/ko/pages.json';
import type cases from './messages/ko/cases.json';
import type settlements from './messages/ko/settlements.json';
import type appeals from './messages/ko/appeals.json';
import type changes from './messages/ko/changes.json';

/** Every message id of the product; the Korean files are the measure, a test holds the English ones to them. */
export type MessageId = keyof typeof kit | keyof typeof errors | keyof typeof mail | keyof typeof notices | keyof typeof documents | keyof typeof answers | keyof typeof accounts | keyof typeof firms | keyof typeof programmes | keyof typeof applications | keyof typeof consultants | keyof typeof assignments | keyof typeof assessments | keyof typeof plans | keyof typeof visits | keyof typeof grants | keyof typeof outcomes | keyof typeof partners | keyof typeof reports | keyof typeof pages | keyof typeof cases | keyof typeof settlements | keyof typeof appeals | keyof typeof members | keyof typeof changes;
