import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOWED_TRANSITIONS, INITIAL_STATES } from '#app/domain/workflow/allowed-transitions.ts';
import { defineMachine, isTerminal, MACHINE_NAMES, statesOf, text, type Machine } from '#app/domain/workflow/machine.ts';
import { MACHINES, machines } from '#app/domain/workflow/machines.ts';

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/u;

function reachableFrom(machine: Machine, start: (string | null)[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...start];
  while (queue.length > 0) {
    const from = queue.shift() ?? null;
    for (const transition of machine.transitions) {
      if (transition.from.includes(from) && !reached.has(transition.to)) {
        reached.add(transition.to);
        queue.push(transition.to);
      }
    }
  }
  return reached;
}

describe.each(MACHINES.map((machine) => [machine.name, machine] as const))('the graph of %s', (_name, machine) => {
  const states = statesOf(machine);
  const terminals = states.filter((state) => isTerminal(machine, state));

  it('reaches every state from nothing, terminal ones included', () => {
    expect([...reachableFrom(machine, [null])].sort()).toEqual([...states].sort());
    expect(terminals.length).toBeGreaterThan(0);
  });

  it('has no dead end: from every state that is not terminal a terminal one can be reached', () => {
    for (const state of states) {
      if (isTerminal(machine, state)) continue;
      const reached = reachableFrom(machine, [state]);
      expect(terminals.some((terminal) => reached.has(terminal)), state).toBe(true);
    }
  });

  it('leaves a terminal state only by a person’s appeal, undo, repair or reopening, or a recorded correction', () => {
    const exceptional = [
      'undo_merge', 'reopen_on_appeal', 'reduce_on_appeal', 'annul_on_appeal', 'reopen', 'open_repair', 'correct', 'supersede', 'reverse',
    ];
    for (const transition of machine.transitions) {
      for (const from of transition.from) {
        if (from !== null && isTerminal(machine, from)) expect(exceptional, `${from} ${transition.name}`).toContain(transition.name);
      }
    }
  });

  it('says everything in both languages, without Hangul in English and without state codes in Korean', () => {
    const texts = [
      ...Object.values(machine.states).flatMap((state) => [state.label, state.publicLabel]),
      ...machine.transitions.map((transition) => transition.label),
    ];
    for (const { ko, en } of texts) {
      expect(ko.trim(), en).not.toBe('');
      expect(en.trim(), ko).not.toBe('');
      expect(en).not.toMatch(HANGUL);
      expect(ko).toMatch(HANGUL);
      expect(`${ko}${en}`).not.toMatch(/[a-z]_[a-z]|!/u);
    }
  });

  it('closes each Korean sentence for the firm and names who acts in waiting states', () => {
    for (const state of Object.values(machine.states)) {
      expect(state.publicLabel.ko).toMatch(/(니다|십시오)\.$/u);
      expect(state.publicLabel.en).toMatch(/\.$/u);
      if (state.promiseDays !== undefined) expect(state.promiseDays).toBeGreaterThan(0);
      if (state.terminal === true && machine.name !== 'completion') expect(state.side).toBe('none');
    }
  });

  it('asks a reason for each refusal', () => {
    const refusals = ['reject', 'refuse', 'deny', 'decline', 'confirm_ineligible', 'propose_ineligible', 'rescind', 'object', 'dispute', 'dismiss'];
    for (const transition of machine.transitions) {
      if (refusals.includes(transition.name)) expect(transition.reasonRequired, transition.name).toBe(true);
    }
  });

  it('survives any random legal walk and always ends in a declared state', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        let state: string | null = null;
        for (const choice of choices) {
          const moves = machine.transitions.filter((transition) => transition.from.includes(state));
          if (moves.length === 0) {
            expect(state !== null && isTerminal(machine, state)).toBe(true);
            return;
          }
          state = moves[choice % moves.length]?.to ?? state;
          expect(states).toContain(state);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the list for the database', () => {
  it('names every machine once and carries the key it is stored under', () => {
    expect(Object.keys(machines)).toEqual([...MACHINE_NAMES]);
    for (const name of MACHINE_NAMES) expect(machines[name].name).toBe(name);
  });

  it('holds each from-state and name once and an initial state for every machine', () => {
    const keys = ALLOWED_TRANSITIONS.map((row) => `${row.machine}|${row.from ?? ''}|${row.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(INITIAL_STATES.map((row) => row.machine))).toEqual(new Set(MACHINE_NAMES));
  });
});

describe('a faulty table', () => {
  const states = { open: { label: text('열림', 'Open'), publicLabel: text('열렸습니다.', 'Open.'), side: 'none' } } as const;
  const row = { name: 'go', from: [null], to: 'open', by: ['officer'], tells: [], label: text('열기', 'Open') } as const;

  it('is refused when a name occurs twice from one state', () => {
    expect(() => defineMachine({ name: 'hold', states, transitions: [row, row] })).toThrow('occurs twice');
  });

  it('is refused when a state is not declared', () => {
    const target: string = 'gone';
    expect(() => defineMachine({ name: 'hold', states: states as Record<string, (typeof states)['open']>, transitions: [{ ...row, to: target }] })).toThrow('undeclared');
  });

  it('is refused when nobody may make the move', () => {
    expect(() => defineMachine({ name: 'hold', states, transitions: [{ ...row, by: [] }] })).toThrow('no duty');
  });
});
