import { describe, expect, it } from 'vitest';
import { writeCalendar, type CalendarEntry } from '#app/domain/visits/calendar-file.ts';

const entry: CalendarEntry = { id: 'a1', sequence: 3, changedAt: new Date('2026-08-01T00:00:00Z'), startsAt: new Date('2026-08-04T01:00:00Z'), endsAt: new Date('2026-08-04T05:00:00Z'), title: 'Visit', place: null, isTentative: false };
const written = (changes: Partial<CalendarEntry> = {}) => writeCalendar({ name: 'Visits', domain: 'example.test', entries: [{ ...entry, ...changes }] });

describe('a calendar file', () => {
  it('names every appointment with a lasting id, times in UTC and its state', () => {
    const lines = written({ isTentative: true }).split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
    expect(lines).toEqual(expect.arrayContaining(['UID:a1@example.test', 'SEQUENCE:3', 'DTSTAMP:20260801T000000Z', 'DTSTART:20260804T010000Z', 'DTEND:20260804T050000Z', 'STATUS:TENTATIVE']));
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
    expect(written()).toContain('STATUS:CONFIRMED');
  });

  it('lets no text begin a line of its own', () => {
    const text = written({ title: 'A; B, C\\\nEND:VCALENDAR\r\nX', place: 'Street 1, hall\rX' });
    expect(text).toContain('SUMMARY:A\\; B\\, C\\\\\\nEND:VCALENDAR\\nX\r\n');
    expect(text).toContain('LOCATION:Street 1\\, hall\\nX\r\n');
    expect(text.split('\r\n').filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
  });

  it('folds lines at 75 octets without breaking a character', () => {
    const title = '가온정밀 '.repeat(30).trim();
    const text = written({ title });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
  });
});
