import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { useDatabase } from '#tests/support/database.ts';
import { usePortal } from '#tests/support/http.ts';
import { projectRoot } from '#tests/support/project.ts';

const database = useDatabase();
const portal = usePortal();

const tags = (html: string) => Object.fromEntries([...html.matchAll(/<meta (?:name|property)="([\w:]+)" content="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']));

describe('the card of a public page', () => {
  test.each(['/', '/check', '/roadmap-check', '/outcomes', '/help', '/privacy', '/register'])('of %s has title, description, address and picture, in both languages', async (path) => {
    const found = await Promise.all(['ko', 'en'].map(async (locale) => tags((await portal.get(path, { headers: { 'accept-language': locale } })).text)));
    for (const [index, card] of found.entries()) {
      const locale = index === 0 ? 'ko' : 'en';
      expect(card['description']?.length).toBeGreaterThan(30);
      expect(card).toMatchObject({ 'og:description': card['description'], 'og:url': `${portal.origin}${path}`, 'og:image': `${portal.origin}/share/${locale}.png`, 'og:locale': locale === 'ko' ? 'ko_KR' : 'en_US' });
      expect(card['og:title']).not.toBe('');
      expect(card['robots']).toBeUndefined();
    }
    expect(found[0]?.['description']).not.toBe(found[1]?.['description']);
  });

  test('of a programme year names the year; results are kept out of search engines and their code out of the card', async () => {
    const { id } = await createProgrammeYear((text, values) => database.owner(text, values));
    const [year] = await database.owner<{ number: number }>('select number from programme_year where id = $1', [id]);
    const page = tags((await portal.get(`/programmes/${year?.number ?? 0}`, { headers: { 'accept-language': 'en' } })).text);
    expect(page['og:title']).toContain('Test year');
    const sent = await portal.post('/roadmap-check', Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`A${index + 1}`, '2'])));
    expect(sent.location).toMatch(/^\/roadmap-check\?code=/);
    const result = tags((await portal.get(sent.location ?? '')).text);
    expect(result).toMatchObject({ robots: 'noindex', 'og:url': `${portal.origin}/roadmap-check` });
  });

  test('shows a picture of the size that messengers want, small enough to load', () => {
    for (const locale of ['ko', 'en']) {
      const file = join(projectRoot, `public/share/${locale}.png`);
      expect(existsSync(file)).toBe(true);
      const bytes = readFileSync(file);
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
      expect(bytes.length).toBeLessThan(100_000);
    }
  });
});
