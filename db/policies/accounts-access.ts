import { type AccessTable, each, reference, rows, SIGNED_IN } from './access.ts';

const SECRETS = ['password_hash', 'totp_secret', 'totp_key_id', 'totp_last_step'];
const PROFILE = ['name', 'phone', 'job_title', 'locale', 'notice_preferences', 'updated_at'];
const me = 'id = (select app_user_id())';
const mine = rows.ownUser;

/** People, grants, sessions, records of use. */
export const accountsAccess: AccessTable = {
  app_user: {
    ...each(['consultant', 'parent', 'evaluator', 'auditor'], { can: 'su', rows: me, hide: SECRETS, change: PROFILE }),
    firm: { can: 'su', rows: me, reads: `${me} or id in (select m.user_id from firm_member m where m.firm_id = (select app_firm_id()))`, hide: SECRETS, change: PROFILE },
    officer: { can: 'su', rows: me, reads: rows.all, see: ['id', 'email', 'email_verified_at', 'name', 'phone', 'job_title', 'locale', 'status', 'notice_preferences', 'last_sign_in_at', 'created_at', 'updated_at'], change: PROFILE },
    admin: { can: 'siu', rows: rows.all, hide: SECRETS, keep: ['password_hash', 'totp_secret', 'totp_key_id', 'totp_last_step', 'email_verified_at'] },
    auth: { can: 'siu', rows: rows.all },
    worker: { can: 's', rows: rows.all, hide: SECRETS },
  },
  role_grant: {
    ...each(['consultant', 'parent', 'evaluator', 'auditor'], { can: 's', rows: mine }),
    firm: {
      can: 'siu',
      rows: `firm_id = (select app_firm_id()) and role = 'firm' and (select app_duty()) in ('representative', 'manager')`,
      reads: `${mine} or firm_id = (select app_firm_id())`,
      change: ['revoked_at', 'revoked_by', 'reason'],
    },
    officer: { can: 's', rows: rows.all },
    admin: { can: 'siu', rows: `${mine} is not true or revoked_at is not null`, reads: rows.all, change: ['revoked_at', 'revoked_by', 'reason'] },
    auth: { can: 'siu', rows: rows.all, change: ['revoked_at', 'revoked_by', 'reason'] },
    worker: { can: 's', rows: rows.all },
  },
  organisation: reference({
    ...each(['public', 'auth', 'firm', 'consultant', 'parent', 'evaluator'], { can: 's', see: ['id', 'kind', 'is_contributing', 'name', 'name_en', 'group_name', 'region_code', 'is_active'] }),
    ...each(['officer', 'admin'], { can: 'siu' }),
  }),
  session: {
    admin: { can: 'sd', rows: rows.all, hide: ['id_hash', 'user_agent_hash'] },
    ...each(['firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor'], { can: 'sd', rows: mine, hide: ['id_hash', 'user_agent_hash'] }),
    auth: { can: 'siud', rows: rows.all },
    worker: { can: 'sd', rows: rows.all },
  },
  auth_token: {
    ...each(['consultant', 'officer', 'parent', 'admin'], { can: 'si', rows: rows.creator, hide: ['hash'] }),
    firm: {
      can: 'si',
      reads: `${rows.creator} or (kind = 'invitation' and firm_id = (select app_firm_id()) and (select app_duty()) = 'representative')`,
      adds: rows.creator,
      hide: ['hash'],
    },
    auth: { can: 'siud', rows: rows.all },
    worker: { can: 'sid', rows: rows.all },
  },
  recovery_code: { auth: { can: 'siud', rows: rows.all } },
  login_attempt: { auth: { can: 'siud' }, worker: { can: 'sd' } },
  sign_in_log: {
    ...each(['firm', 'consultant', 'officer', 'parent', 'evaluator'], { can: 's', rows: mine }),
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    auth: { can: 'si', rows: rows.all },
    worker: { can: 's', rows: rows.all },
  },
  event: {
    public: { can: 'i', adds: 'actor_id is null' },
    auth: { can: 'i', adds: rows.all },
    firm: {
      can: 'si',
      reads: `firm_id = (select app_firm_id()) and subject_type not in ('wrongdoing_report', 'evaluation_assignment', 'evaluation_score', 'case_note', 'hold_request')
        and (machine is null or machine <> 'wrongdoing_report')`,
      adds: rows.author,
    },
    consultant: { can: 'si', reads: `actor_id = (select app_user_id()) or ${rows.consultantCaseRead}`, adds: rows.author },
    officer: { can: 'si', reads: rows.officerCase, adds: rows.author },
    ...each(['parent', 'evaluator'], { can: 'si', reads: 'actor_id = (select app_user_id())', adds: rows.author }),
    ...each(['auditor', 'admin'], { can: 'si', reads: rows.all, adds: rows.author }),
    worker: { can: 'si', rows: rows.all },
  },
  record_seal: each(['auditor', 'admin', 'worker'], { can: 's', rows: rows.all }),
  chain_head: each(['auditor', 'admin', 'worker'], { can: 's' }),
  chain_anchor: { ...each(['auditor', 'admin'], { can: 's', rows: rows.all }), worker: { can: 'si', rows: rows.all } },
  idempotency: {
    ...each([...SIGNED_IN, 'public', 'auth'], { can: 'siu', rows: mine, change: ['result'] }),
    worker: { can: 'siud', rows: rows.all },
  },
  access_log: {
    ...each(['firm', 'consultant', 'officer', 'parent', 'evaluator'], { can: 'si', rows: mine }),
    ...each(['auditor', 'admin'], { can: 'si', reads: rows.all, adds: mine }),
    ...each(['public', 'auth'], { can: 'i', adds: 'user_id is null' }),
    worker: { can: 'si', rows: rows.all },
  },
  saved_view: each(SIGNED_IN, { can: 'siud', rows: mine }),
  allowed_transition: reference(),
  receipt_counter: {},
  schema_state: { worker: { can: 's' } },
};
