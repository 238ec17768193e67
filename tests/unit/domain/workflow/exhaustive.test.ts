import { describe, expect, it } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import { canTransition, listTransitions, statesOf, type Machine } from '#app/domain/workflow/machine.ts';
import { MACHINES, machines } from '#app/domain/workflow/machines.ts';
import { CORE_MACHINES, expectedMoves } from './core-tables.ts';

function namesOf(machine: Machine): string[] {
  return [...new Set(machine.transitions.map((transition) => transition.name))];
}

function fromsOf(machine: Machine): (string | null)[] {
  return [null, ...statesOf(machine)];
}

describe('the tables of the core machines', () => {
  it.each(CORE_MACHINES)('%s allows exactly the moves of the process description, for every state, transition and duty', (name) => {
    const machine: Machine = machines[name];
    const expected = expectedMoves(name);
    const actual = new Map<string, string>();
    for (const from of fromsOf(machine)) {
      for (const transition of namesOf(machine)) {
        for (const duty of DUTIES) {
          const decision = canTransition(machine, { from, name: transition, duty });
          if (decision.allowed) actual.set(`${from ?? '-'}|${transition}|${duty}`, decision.to);
        }
      }
    }
    expect(Object.fromEntries([...actual].sort())).toEqual(Object.fromEntries([...expected].sort()));
  });

  it('has a literal table for six machines with at least ten moves each', () => {
    expect(CORE_MACHINES).toHaveLength(6);
    for (const name of CORE_MACHINES) expect(expectedMoves(name).size).toBeGreaterThan(10);
  });
});

describe.each(MACHINES.map((machine) => [machine.name, machine] as const))('every cell of %s', (_name, machine) => {
  it('answers each state, transition and duty with exactly one of three answers', () => {
    for (const from of fromsOf(machine)) {
      for (const name of namesOf(machine)) {
        const rows = machine.transitions.filter((row) => row.name === name && row.from.some((state) => state === from));
        expect(rows.length).toBeLessThanOrEqual(1);
        for (const duty of DUTIES) {
          const decision = canTransition(machine, { from, name, duty });
          const row = rows[0];
          if (row === undefined) expect(decision).toEqual({ allowed: false, code: 'transition_not_allowed' });
          else if (row.by.includes(duty)) expect(decision).toEqual({ allowed: true, to: row.to });
          else expect(decision).toEqual({ allowed: false, code: 'not_your_turn' });
        }
      }
    }
  });

  it('offers as buttons exactly what may be done', () => {
    for (const from of fromsOf(machine)) {
      for (const duty of DUTIES) {
        const offered = listTransitions(machine, from, duty).map((transition) => transition.name);
        const allowed = namesOf(machine).filter((name) => canTransition(machine, { from, name, duty }).allowed);
        expect([...offered].sort()).toEqual([...allowed].sort());
      }
    }
  });

  it('gives the auditor, the administrator and the firm reader no move', () => {
    for (const transition of machine.transitions) {
      if (transition.name === 'report') continue;
      expect(transition.by).not.toContain('auditor');
      expect(transition.by).not.toContain('admin');
      expect(transition.by).not.toContain('firm_reader');
    }
  });
});

describe('who may never move', () => {
  const signatures = [
    ['application', 'submit'], ['application', 'answer_correction'], ['application', 'withdraw'], ['plan', 'sign'],
    ['agreement', 'accept'], ['change_request', 'submit'], ['tranche', 'claim'], ['completion', 'submit'], ['settlement', 'submit'],
  ] as const;

  it.each(signatures)('only the representative signs %s.%s', (name, transition) => {
    const rows = (machines[name] as Machine).transitions.filter((row) => row.name === transition);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.by).toEqual(['representative']);
  });

  it('gives a partner officer no deciding transition', () => {
    const decisions = [
      'admit', 'reject', 'put_on_reserve', 'confirm_ineligible', 'approve', 'approve_with_conditions', 'approve_partly', 'refuse',
      'countersign', 'deny', 'decide_recover', 'decide_warn', 'decide_objection', 'waive_conflict', 'waive_conditions', 'rescind',
    ];
    for (const machine of MACHINES) {
      for (const row of machine.transitions) if (decisions.includes(row.name)) expect(row.by, `${machine.name}.${row.name}`).not.toContain('partner_officer');
    }
  });

  it('never lets one duty recommend, approve and pay a tranche', () => {
    const by = (name: string) => machines.tranche.transitions.find((row) => row.name === name)?.by ?? [];
    const hands = [by('recommend'), by('approve'), by('order_payment')];
    expect(new Set(hands.flat()).size).toBe(hands.flat().length);
  });
});
