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
  DEMO: flag.optional(),
  WORKER: flag.optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  ENCRYPTION_KEYS: z.string().optional(),
  CLAMAV_URL: z.string().optional(),
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
  readonly demo: boolean;
  /** Whether this process also works jobs. */
  readonly worker: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** `id:base64key` pairs, newest first; null means that the keys of the data folder are used. */
  readonly encryptionKeys: string | null;
  /** Address of a clamd, `tcp://host:port`; null skips the virus scan. */
  readonly clamdUrl: string | null;
  readonly s3: { bucket: string; endpoint: string | null; region: string; accessKeyId: string | null; secretAccessKey: string | null } | null;
}

/** Thrown when the environment is wrong; the message is one sentence for the person who starts the product. */
export class ConfigError extends Error {}

/** Reads and checks the environment. Throws ConfigError with one sentence. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const result = environment.safeParse(source);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ConfigError(`Setting ${issue?.path.join('.') ?? '?'} is wrong: ${issue?.message ?? 'unknown problem'}.`);
  }
  const env = result.data;
  const databaseUrl = env.DATABASE_URL ? checkDatabaseUrl(env.DATABASE_URL) : null;
  return {
    environment: env.NODE_ENV,
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl,
    replicaUrl: env.DATABASE_REPLICA_URL ?? null,
    appPassword: env.PORTAL_APP_PASSWORD ?? null,
    publicOrigin: env.PUBLIC_ORIGIN ? new URL(env.PUBLIC_ORIGIN).origin : null,
    trustProxyHops: env.TRUST_PROXY,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM,
    demo: env.DEMO ?? databaseUrl === null,
    worker: env.WORKER ?? true,
    logLevel: env.LOG_LEVEL,
    encryptionKeys: env.ENCRYPTION_KEYS ?? null,
    clamdUrl: env.CLAMAV_URL || null,
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

function checkDatabaseUrl(value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new ConfigError('DATABASE_URL is not an address of the form postgres://user:password@host:port/database.');
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://.');
  }
  if (url.pathname.length < 2) throw new ConfigError('DATABASE_URL names no database; it ends with /database.');
  return value;
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
