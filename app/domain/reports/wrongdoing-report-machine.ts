import { DUTIES } from '#app/domain/accounts/actor.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

const REPORTERS = DUTIES.filter((duty) => duty !== 'system' && duty !== 'auditor');

/** M20: a report of wrongdoing; the reporter follows it by code, his or her identity is kept apart. */
export const wrongdoingReportMachine = defineMachine({
  name: 'wrongdoing_report',
  states: {
    received: {
      label: text('접수', 'Received'),
      publicLabel: text('신고를 받았습니다. 곧 내용을 확인합니다.', 'We have your report and will look at it.'),
      side: 'officer',
    },
    screened: {
      label: text('내용 확인', 'Screened'),
      publicLabel: text('신고 내용을 확인하였고 담당을 정하고 있습니다.', 'The report has been read; somebody is being put in charge.'),
      side: 'officer',
    },
    assigned: {
      label: text('담당 지정', 'Assigned'),
      publicLabel: text('담당이 정해졌습니다.', 'Somebody is in charge of the report.'),
      side: 'officer',
    },
    inquiry: {
      label: text('사실 확인', 'Inquiry'),
      publicLabel: text('사실을 확인하고 있습니다.', 'The facts are being checked.'),
      side: 'officer',
    },
    finding: {
      label: text('위반 확인', 'Finding'),
      publicLabel: text('위반을 확인하였고 조치하고 있습니다.', 'A violation was found; measures are being taken.'),
      side: 'officer',
    },
    no_finding: {
      label: text('위반 없음', 'No finding'),
      publicLabel: text('위반을 확인하지 못하였습니다.', 'No violation was found.'),
      side: 'officer',
    },
    closed: {
      label: text('끝', 'Closed'),
      publicLabel: text('신고 처리가 끝났습니다.', 'The report is closed.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'report', from: [null], to: 'received', by: REPORTERS,
      tells: ['senior_officers', 'reporter'], label: text('신고하기', 'Send the report'),
    },
    {
      name: 'screen', from: ['received'], to: 'screened', by: ['senior_officer'],
      tells: ['reporter'], label: text('신고 내용 확인하기', 'Screen the report'),
    },
    {
      name: 'assign', from: ['screened'], to: 'assigned', by: ['senior_officer'],
      guards: ['investigator_conflict_free'],
      tells: ['reporter'], label: text('담당 정하기', 'Put somebody in charge'),
    },
    {
      name: 'close_without_inquiry', from: ['screened'], to: 'closed', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['reporter'], label: text('사실 확인 없이 끝내기', 'Close without an inquiry'),
    },
    {
      name: 'inquire', from: ['assigned'], to: 'inquiry', by: ['senior_officer'],
      tells: ['reporter'], label: text('사실 확인 시작하기', 'Start the inquiry'),
    },
    {
      name: 'find', from: ['inquiry'], to: 'finding', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['reporter'], label: text('위반 확인으로 기록하기', 'Record a finding'),
    },
    {
      name: 'find_nothing', from: ['inquiry'], to: 'no_finding', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['reporter'], label: text('위반 없음으로 기록하기', 'Record no finding'),
    },
    {
      name: 'close', from: ['finding', 'no_finding'], to: 'closed', by: ['senior_officer'],
      guards: ['retaliation_check_planned'],
      tells: ['reporter'], label: text('신고 처리 끝내기', 'Close the report'),
    },
  ],
});

/** States of a report of wrongdoing. */
export type WrongdoingReportState = keyof typeof wrongdoingReportMachine.states;
