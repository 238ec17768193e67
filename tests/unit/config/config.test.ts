import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '#app/config/config.ts';

describe('readConfig', () => {
  test('needs nothing: the embedded database, the demo programme, port 3000', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, databaseUrl: null, demo: true, worker: true, publicOrigin: null, trustProxyHops: 0, environment: 'production' });
  });

  test('with a database of its own there is no demo unless it is asked for', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://u:p@h/d' }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://u:p@h/d', DEMO: '1' }).demo).toBe(true);
    expect(readConfig({ DEMO: '0' }).demo).toBe(false);
  });

  test('an empty setting is one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '', DATA_DIR: '', PUBLIC_ORIGIN: '', PORTAL_APP_PASSWORD: '', TRUST_PROXY: '', SMTP_URL: '', LOG_LEVEL: '', HOST: '', DEMO: '', WORKER: '', NODE_ENV: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '9'],
    ['PUBLIC_ORIGIN', 'portal.example'],
    ['PUBLIC_ORIGIN', 'ftp://portal.example'],
    ['DEMO', 'maybe'],
    ['WORKER', 'no'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
    ['PORTAL_APP_PASSWORD', 'short'],
    ['DATABASE_URL', 'localhost:5432/portal'],
    ['DATABASE_URL', 'not an address'],
    ['DATABASE_URL', 'mysql://u:p@h/d'],
    ['DATABASE_URL', 'postgres://u:p@h'],
    ['DATABASE_URL', 'postgres://u:p@h/'],
    ['DATABASE_URL', 'postgres://u:p%ZZ@h/d'],
    ['DATABASE_URL', 'postgres://u%ZZ:p@h/d'],
    ['DATABASE_URL', 'postgres://h:99999/d'],
    ['DATABASE_REPLICA_URL', 'mysql://h/d'],
    ['SMTP_URL', 'mail.example:25'],
    ['SMS_URL', 'sms.example'],
    ['SMS_FROM', 'the office'],
    ['CLAMAV_URL', 'clam'],
    ['ENCRYPTION_KEYS', 'k1:short'],
  ])('%s=%s is refused in one sentence that names the setting', (name, value) => {
    let message = '';
    try {
      readConfig({ [name]: value });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = (error as Error).message;
    }
    expect(message).toContain(name);
    expect(message).toMatch(/^[^\n]+\.$/);
    expect(message).not.toContain('p%ZZ');
  });

  test('the public origin is an origin, whatever path stands behind it', () => {
    expect(readConfig({ PUBLIC_ORIGIN: 'https://portal.example/start?x=1' }).publicOrigin).toBe('https://portal.example');
  });
});
