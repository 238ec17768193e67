import { type Kysely, sql } from 'kysely';

/**
 * Change requests: reductions and other matters as kinds of their own, who signed which content, and who checked a new
 * account, so that the approver is somebody else in the database as well. An account of a change request is proposed and
 * takes no part in payments until the request is approved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table change_request
      drop constraint change_request_kind_check,
      add constraint change_request_kind_check check (kind in ('task_content', 'dates', 'extension', 'budget_within_limit', 'budget_above_limit', 'equipment', 'consultant',
        'representative', 'site', 'kpi', 'own_share', 'bank_account', 'contact', 'amount', 'other')),
      add column signed_by uuid references app_user (id),
      add column signed_hash bytea check (length(signed_hash) = 32),
      add column bank_checked_by uuid references app_user (id),
      add constraint change_request_bank_four_eyes check (approved_by <> bank_checked_by),
      add constraint change_request_signer_apart check (approved_by <> signed_by);
    alter table bank_account
      drop constraint bank_account_status_check,
      add constraint bank_account_status_check check (status in ('proposed', 'entered', 'verified', 'refused', 'replaced'));
    create index change_request_signer on change_request (signed_by);
    create index change_request_bank_checker on change_request (bank_checked_by);
  `.execute(db);
}
