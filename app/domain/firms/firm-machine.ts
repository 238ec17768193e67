import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M1: a firm from invitation to closing. */
export const firmMachine = defineMachine({
  name: 'firm',
  states: {
    invited: {
      label: text('초대함', 'Invited'),
      publicLabel: text('귀사 차례입니다. 초대를 받고 등록을 시작해 주십시오.', 'Your turn: accept the invitation and start registering.'),
      side: 'firm',
    },
    registering: {
      label: text('등록 중', 'Registering'),
      publicLabel: text('귀사 차례입니다. 기업 정보를 입력해 주십시오.', 'Your turn: enter the details of your firm.'),
      side: 'firm',
    },
    registry_check: {
      label: text('사업자등록 확인 중', 'Registry check'),
      publicLabel: text('사업자등록 상태를 확인하고 있습니다. 귀사가 하실 일은 없습니다.', 'We are checking the business registration. Nothing to do for you.'),
      side: 'outside',
      promiseDays: 1,
    },
    needs_attention: {
      label: text('담당자 확인 필요', 'Needs attention'),
      publicLabel: text('담당자 차례입니다. 사업자등록 서류를 직접 확인하고 있습니다.', 'The officer’s turn: the registration papers are being checked by hand.'),
      side: 'officer',
      promiseDays: 2,
    },
    verified: {
      label: text('사업자등록 확인함', 'Verified'),
      publicLabel: text('귀사 차례입니다. 대표자 권한을 확인해 주십시오.', 'Your turn: prove the authority of the representative.'),
      side: 'firm',
    },
    active: {
      label: text('이용 중', 'Active'),
      publicLabel: text('등록이 끝났습니다.', 'Your firm is registered.'),
      side: 'none',
    },
    suspended: {
      label: text('참여제한', 'Participation restricted'),
      publicLabel: text('참여가 제한되어 있습니다. 기간과 사유는 통지서에서 보실 수 있습니다.', 'Participation is restricted. The notice states the period and the reason.'),
      side: 'none',
    },
    merged: {
      label: text('다른 기업에 합침', 'Merged'),
      publicLabel: text('다른 기업 정보에 합쳤습니다.', 'Merged into another firm record.'),
      side: 'none',
      terminal: true,
    },
    closed: {
      label: text('닫힘', 'Closed'),
      publicLabel: text('등록을 닫았습니다.', 'The registration is closed.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'invite', from: [null], to: 'invited', by: ['parent_manager', 'officer', 'partner_officer'],
      guards: ['registration_number_valid', 'no_active_firm_with_number'],
      tells: ['firm'], label: text('등록 초대 보내기', 'Send the invitation'),
    },
    {
      name: 'start', from: [null, 'invited'], to: 'registering', by: [...FIRM_WRITERS, 'visitor'],
      guards: ['terms_accepted', 'mail_proven'],
      tells: [], label: text('기업 등록 시작하기', 'Start registering'),
    },
    {
      name: 'submit', from: ['registering'], to: 'registry_check', by: FIRM_WRITERS,
      guards: ['number_name_office_representative_given'],
      tells: ['officers'], label: text('사업자등록 확인 요청하기', 'Send for the registry check'),
    },
    {
      name: 'pass_registry_check', from: ['registry_check'], to: 'verified', by: ['system'],
      guards: ['number_open_and_names_match'],
      tells: ['firm'], label: text('사업자등록 확인하기', 'Confirm the registration'),
    },
    {
      name: 'flag_registry', from: ['registry_check', 'active'], to: 'needs_attention', by: ['system'],
      reasonRequired: true,
      tells: ['firm', 'officers'], label: text('담당자 확인으로 넘기기', 'Hand over to an officer'),
    },
    {
      name: 'verify_by_document', from: ['needs_attention'], to: 'verified', by: ['officer'],
      guards: ['document_younger_than_three_months'],
      tells: ['firm'], label: text('서류로 확인하기', 'Verify by document'),
    },
    {
      name: 'refuse', from: ['needs_attention'], to: 'closed', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['firm', 'officers'], label: text('등록 거절하기', 'Refuse the registration'),
    },
    {
      name: 'prove_authority', from: ['verified'], to: 'active', by: ['representative'],
      guards: ['one_representative_only'],
      tells: ['firm', 'officers'], label: text('대표자 권한 확인하기', 'Prove the authority'),
    },
    {
      name: 'suspend', from: ['active'], to: 'suspended', by: ['senior_officer'],
      guards: ['scope_and_end_date_given'], reasonRequired: true,
      tells: ['firm', 'officers', 'consultant'], label: text('참여 제한하기', 'Restrict participation'),
    },
    {
      name: 'lift_suspension', from: ['suspended'], to: 'active', by: ['system', 'senior_officer'],
      guards: ['no_overdue_recovery'],
      tells: ['firm', 'officers'], label: text('참여제한 풀기', 'Lift the restriction'),
    },
    {
      name: 'merge', from: ['active'], to: 'merged', by: ['senior_officer'],
      guards: ['no_pending_payment', 'no_open_claim', 'second_person_confirmed'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('다른 기업에 합치기', 'Merge into another firm'),
    },
    {
      name: 'undo_merge', from: ['merged'], to: 'active', by: ['senior_officer'],
      guards: ['within_30_days', 'no_new_money_since'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('합친 것 되돌리기', 'Undo the merge'),
    },
    {
      name: 'close', from: ['invited', 'registering', 'registry_check', 'needs_attention', 'verified', 'active', 'suspended'],
      to: 'closed', by: ['representative', 'officer'],
      guards: ['no_open_agreement'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('기업 등록 닫기', 'Close the registration'),
    },
  ],
});

/** States of a firm. */
export type FirmState = keyof typeof firmMachine.states;
