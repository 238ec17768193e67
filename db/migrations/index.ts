import type { Migration } from 'kysely/migration';
import * as kernel from './20261121T0001-kernel.ts';
import * as accounts from './20261121T0002-accounts.ts';
import * as programmes from './20261121T0003-programmes.ts';
import * as firms from './20261121T0004-firms.ts';
import * as applications from './20261121T0005-applications.ts';
import * as selection from './20261121T0006-selection.ts';
import * as consultants from './20261121T0007-consultants.ts';
import * as assessments from './20261121T0008-assessments.ts';
import * as plans from './20261121T0009-plan-tasks-kpis.ts';
import * as grants from './20261121T0010-grants.ts';
import * as agreements from './20261121T0011-agreements.ts';
import * as payments from './20261121T0012-payments.ts';
import * as visits from './20261121T0013-visits.ts';
import * as outcomes from './20261121T0014-outcomes.ts';
import * as settlement from './20261121T0015-settlement.ts';
import * as notices from './20261121T0016-documents-notices.ts';
import * as functions from './20261121T0017-recipients-search.ts';
import * as indexes from './20261121T0018-foreign-key-indexes.ts';
import * as figures from './20261121T0019-public-figures.ts';
import * as places from './20261121T0020-consultant-places.ts';
import * as reserveCalls from './20261121T0021-reserve-calls.ts';
import * as answerWriter from './20261121T0022-answer-writer.ts';
import * as noticeWays from './20261121T0023-notice-ways.ts';
import * as consentHash from './20261121T0024-consent-hash.ts';
import * as appeals from './20261121T0025-appeals.ts';
import * as plannedVisits from './20261121T0026-planned-visits.ts';
import * as calendarFeed from './20261121T0027-calendar-feed.ts';
import * as acceptedPlaces from './20261121T0028-places-from-acceptance.ts';
import * as joinRequests from './20261121T0029-join-requests.ts';
import * as changeRequests from './20261121T0030-change-requests.ts';
import * as formerConsultants from './20261121T0031-former-consultants.ts';

/**
 * Every migration, in order. A file is frozen once it has landed (checksums.json); a correction is a new file at the end.
 * They only go forward: a step back is a restore, so no `down`.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '20261121T0001-kernel': kernel,
  '20261121T0002-accounts': accounts,
  '20261121T0003-programmes': programmes,
  '20261121T0004-firms': firms,
  '20261121T0005-applications': applications,
  '20261121T0006-selection': selection,
  '20261121T0007-consultants': consultants,
  '20261121T0008-assessments': assessments,
  '20261121T0009-plan-tasks-kpis': plans,
  '20261121T0010-grants': grants,
  '20261121T0011-agreements': agreements,
  '20261121T0012-payments': payments,
  '20261121T0013-visits': visits,
  '20261121T0014-outcomes': outcomes,
  '20261121T0015-settlement': settlement,
  '20261121T0016-documents-notices': notices,
  '20261121T0017-recipients-search': functions,
  '20261121T0018-foreign-key-indexes': indexes,
  '20261121T0019-public-figures': figures,
  '20261121T0020-consultant-places': places,
  '20261121T0021-reserve-calls': reserveCalls,
  '20261121T0022-answer-writer': answerWriter,
  '20261121T0023-notice-ways': noticeWays,
  '20261121T0024-consent-hash': consentHash,
  '20261121T0025-appeals': appeals,
  '20261121T0026-planned-visits': plannedVisits,
  '20261121T0027-calendar-feed': calendarFeed,
  '20261121T0028-places-from-acceptance': acceptedPlaces,
  '20261121T0029-join-requests': joinRequests,
  '20261121T0030-change-requests': changeRequests,
  '20261121T0031-former-consultants': formerConsultants,
};

/** Second pass, one statement at a time outside of a transaction: `create index concurrently if not exists …`. */
export const concurrentStatements: readonly string[] = [];

/** Name of the newest migration this code knows; the readiness check compares it with the database. */
export const latestMigration = Object.keys(migrations).sort().at(-1) ?? '';
