import { expect, test } from 'vitest';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import { listTodos } from '#app/services/firms/firm-todos.ts';
import { statesOfCase, type CaseParts } from '#db/queries/case-states.ts';

const part = <S extends string>(state: S) => ({ id: 'x', state, version: 1, since: new Date(0) });
const blank: CaseParts = {
  applicationId: 'a', firmId: 'f', firmName: '가온정밀(주)', programmeYearId: 'y', organisationId: null, receiptNumber: null, application: part('draft'), firm: 'active', assignment: null, diagnosis: null,
  kpiCards: [], plan: null, grantDecision: null, agreement: null, interimCheck: null, tranches: [], completion: null, verification: null, settlement: null, recovery: null, membership: null, openChanges: [], holds: [], appealOpen: false,
};
const todosOf = (parts: CaseParts) => listTodos({ parts, stage: deriveCaseStage(statesOfCase(parts)), completedPercent: 0, firmState: 'active', callOpen: true });

test('without an application the only thing to do is to apply, while the call is open', () => {
  const stage = deriveCaseStage({ firm: 'active', application: null });
  expect(listTodos({ parts: null, stage, completedPercent: 0, firmState: 'active', callOpen: true })).toEqual([{ name: 'application', page: 'application', status: 'now' }]);
  expect(listTodos({ parts: null, stage, completedPercent: 0, firmState: 'needs_attention', callOpen: true })).toEqual([]);
  expect(listTodos({ parts: null, stage, completedPercent: 0, firmState: 'active', callOpen: false })).toEqual([]);
});

test('a correction request stands out as the thing to do', () => {
  expect(todosOf({ ...blank, application: part('correction_requested') }).filter((todo) => todo.status === 'now')).toEqual([{ name: 'correction', page: 'application', status: 'now' }]);
});

test('after the selection the list follows assessment, plan, agreement and payment', () => {
  const todos = todosOf({ ...blank, application: part('admitted'), assignment: part('active'), diagnosis: part('agreed'), plan: part('approved'), agreement: part('in_force'), tranches: [part('claim_open')] });
  expect(Object.fromEntries(todos.map((todo) => [todo.name, todo.status]))).toEqual({ application: 'done', consultant: 'done', assessment: 'done', plan: 'done', agreement: 'done', claim: 'now', settlement: 'later' });
});

test('the firm is asked about its consultant between the acceptance and its own word', () => {
  const statusIn = (state: 'offered' | 'accepted' | 'objected' | 'active') => todosOf({ ...blank, application: part('admitted'), assignment: part(state) }).find((todo) => todo.name === 'consultant')?.status;
  expect((['offered', 'accepted', 'objected', 'active'] as const).map(statusIn)).toEqual(['waiting', 'now', 'waiting', 'done']);
});

test('a question about a change request comes before payments, a draft of one after everything that is due', () => {
  const running = { ...blank, application: part('admitted'), assignment: part('active'), diagnosis: part('agreed'), plan: part('approved'), agreement: part('in_force'), tranches: [part('claim_open')] } satisfies CaseParts;
  const now = (state: 'queried' | 'draft' | 'submitted') => todosOf({ ...running, openChanges: [{ ...part(state), kind: 'site' }] }).filter((todo) => todo.status === 'now').map((todo) => todo.name);
  expect(now('queried')).toEqual(['change', 'claim']);
  expect(now('draft')).toEqual(['claim', 'change']);
  expect(now('submitted')).toEqual(['claim']);
});

test('a finished case shows nothing more to do', () => {
  expect(todosOf({ ...blank, application: part('withdrawn') }).some((todo) => todo.status === 'now')).toBe(false);
});

test('visits that wait for an answer stand in the list', () => {
  const parts = { ...blank, application: part('admitted'), assignment: part('active'), diagnosis: part('agreed') } as CaseParts;
  const todos = listTodos({ parts, stage: deriveCaseStage(statesOfCase(parts)), completedPercent: 0, firmState: 'active', callOpen: true, visitsWaiting: 2 });
  expect(todos.find((todo) => todo.name === 'visits')).toEqual({ name: 'visits', page: 'visits', status: 'now' });
});
