import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false', '']).transform((value) => value === '1' || value === 'true');

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_REPLICA_URL: z.string().optional(),
  PORTAL_APP_PASSWORD: z.string().min(16).optional(),
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Industry Innovation Portal <no-reply@portal.example>'),
  SMS_URL: z.string().optional(),
  SMS_FROM: z.string().regex(/^[0-9-]{8,14}$/).optional(),
  DEMO: flag.optional(),
  WORKER: flag.optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  ENCRYPTION_KEYS: z.string().optional(),
  CLAMAV_URL: z.string().optional(),
  REGISTRY_URL: z.string().optional(),
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_ENDPOINT: z.string().optional(),
  FILES_S3_REGION: z.string().default('auto'),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
});

/** Everything the product reads from its environment, checked once at boot. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production';
  readonly port: number;
  readonly host: string;
  /** Absolute path; mail, uploads, secrets and the embedded database live below it. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly replicaUrl: string | null;
  readonly appPassword: string | null;
  /** Origin the browser sees, when the product stands behind a proxy; null accepts the loopback host of the request. */
  readonly publicOrigin: string | null;
  readonly trustProxyHops: number;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** HTTP interface of a text message provider; null keeps text messages in the mail folder. */
  readonly smsUrl: string | null;
  /** Registered number that text messages come from. */
  readonly smsFrom: string | null;
  readonly demo: boolean;
  /** Whether this process also works jobs. */
  readonly worker: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** `id:base64key` pairs, newest first; null means that the keys of the data folder are used. */
  readonly encryptionKeys: string | null;
  /** Address of a clamd, `tcp://host:port`; null skips the virus scan. */
  readonly clamdUrl: string | null;
  /** Status interface of the business registry with its key; null lets the check digit decide. */
  readonly registryUrl: string | null;
  readonly s3: { bucket: string; endpoint: string | null; region: string; accessKeyId: string | null; secretAccessKey: string | null } | null;
}

/** Thrown when the environment is wrong; the message is one sentence for the person who starts the product. */
export class ConfigError extends Error {}

/** Reads and checks the environment. Throws ConfigError with one sentence. */
export function readConfig(source: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty setting (`DATABASE_URL=` in an .env file) is one that is not set.
  const result = environment.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ConfigError(`Setting ${issue?.path.join('.') ?? '?'} is wrong: ${issue?.message ?? 'unknown problem'}.`);
  }
  const env = result.data;
  const databaseUrl = env.DATABASE_URL ? checkDatabaseUrl('DATABASE_URL', env.DATABASE_URL) : null;
  checkUrl('SMTP_URL', env.SMTP_URL, ['smtp:', 'smtps:'], 'smtp://user:password@host:port');
  checkUrl('SMS_URL', env.SMS_URL, ['http:', 'https:'], 'https://user:password@host/path');
  checkUrl('REGISTRY_URL', env.REGISTRY_URL, ['http:', 'https:'], 'https://host/path?serviceKey=…');
  checkUrl('CLAMAV_URL', env.CLAMAV_URL, ['tcp:'], 'tcp://host:port');
  checkKeys(env.ENCRYPTION_KEYS);
  return {
    environment: env.NODE_ENV,
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl,
    replicaUrl: env.DATABASE_REPLICA_URL ? checkDatabaseUrl('DATABASE_REPLICA_URL', env.DATABASE_REPLICA_URL) : null,
    appPassword: env.PORTAL_APP_PASSWORD ?? null,
    publicOrigin: env.PUBLIC_ORIGIN ? new URL(env.PUBLIC_ORIGIN).origin : null,
    trustProxyHops: env.TRUST_PROXY,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM,
    smsUrl: env.SMS_URL || null,
    smsFrom: env.SMS_FROM?.replace(/-/g, '') ?? null,
    demo: env.DEMO ?? databaseUrl === null,
    worker: env.WORKER ?? true,
    logLevel: env.LOG_LEVEL,
    encryptionKeys: env.ENCRYPTION_KEYS ?? null,
    clamdUrl: env.CLAMAV_URL || null,
    registryUrl: env.REGISTRY_URL || null,
    s3: env.FILES_S3_BUCKET
      ? {
          bucket: env.FILES_S3_BUCKET,
          endpoint: env.FILES_S3_ENDPOINT ?? null,
          region: env.FILES_S3_REGION,
          accessKeyId: env.FILES_S3_ACCESS_KEY_ID ?? null,
          secretAccessKey: env.FILES_S3_SECRET_ACCESS_KEY ?? null,
        }
      : null,
  };
}

function checkDatabaseUrl(name: string, value: string): string {
  const url = checkUrl(name, value, ['postgres:', 'postgresql:'], 'postgres://user:password@host:port/database');
  if (url && url.pathname.length < 2) throw new ConfigError(`${name} names no database; it ends with /database.`);
  return value;
}

/** The message shows the form and never the value, which may hold a password. */
function checkUrl(name: string, value: string | undefined, protocols: readonly string[], form: string): URL | null {
  if (value === undefined) return null;
  try {
    const url = new URL(value);
    decodeURIComponent(`${url.username}${url.password}${url.pathname}`);
    if (protocols.includes(url.protocol)) return url;
  } catch {
    // No address at all, or a stray % in it: the same sentence.
  }
  throw new ConfigError(`${name} is not an address of the form ${form} (special characters in it are written as %XX).`);
}

function checkKeys(value: string | undefined): void {
  const fits = value?.split(',').every((entry) => /^[^:]+:/.test(entry.trim()) && Buffer.from(entry.trim().split(':')[1] ?? '', 'base64').length === 32) ?? true;
  if (!fits) throw new ConfigError('ENCRYPTION_KEYS must be id:base64 pairs of 32 bytes, separated by commas.');
}

const holder = globalThis as typeof globalThis & { portalConfig?: Config };

/** Sets the configuration of this process; called once at boot and by tests. */
export function setConfig(config: Config): void {
  holder.portalConfig = config;
}

/** The configuration of this process; read from the environment on first use. */
export function getConfig(): Config {
  holder.portalConfig ??= readConfig();
  return holder.portalConfig;
}

/** Tells the libraries that read the environment themselves (React, when the build is loaded) which one it is. */
export function announceEnvironment({ environment }: Pick<Config, 'environment'>): void {
  process.env['NODE_ENV'] = environment;
}
