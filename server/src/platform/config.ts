// In:    the environment, as a plain record, and the files that it names for secrets.
// Out:   a validated Config, or one ConfigError that names each invalid variable and the expected value.
// Never: reads `process`: main.ts passes the environment.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopbackHost } from './loopback.ts';
import { readSecretFiles } from './secret-files.ts';

/** What the server needs to know before it starts. */
export interface Config {
  port: number;
  host: string;
  /** Origin at which browsers reach this server, without a trailing slash. */
  publicUrl: string;
  /** Absolute. PGlite's files, the lock and the socket; unused when `databaseUrl` is set. */
  dataDir: string;
  databaseUrl: string | null;
  /** The same database as the owner of its tables: for migrations, a restore and rights; null: `databaseUrl` does all. */
  databaseOwnerUrl: string | null;
  /** True: the server does not start as a role that can pass the database's policies. */
  requireLimitedRole: boolean;
  /** Addresses or CIDR ranges of the reverse proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[];
  /** Private hosts, with or without a port, that the server may connect to: `presence.internal:5280`. */
  egressAllow: string[];
  /** SMTP server and sender of notices; null: no mail is sent. */
  mail: { smtpUrl: string; from: string } | null;
  /** The identity provider of the organization's people; null: they sign in by links alone. */
  openId: OpenIdConfig | null;
  /** Seals fields of libraries; `keyBefore` opens what was sealed with a former one. Null: no field is stored. */
  seal: { key: Buffer; keyBefore: Buffer | null } | null;
  /** Port of a separate listener for /metrics, on `host`; null: none. */
  metricsPort: number | null;
  /** Bearer token for /metrics on the public port; null: /metrics is not served there. */
  metricsToken: string | null;
  /** Where faults in security are reported, as a URI: mailto: or https:; null: no security.txt. */
  securityContact: string | null;
  /** True: `__Host-` cookies and HSTS. */
  secure: boolean;
  /** True: the database holds simulated data, and every response says so. Set at the start, from the database's mark. */
  simulated: boolean;
}

/** Sign-in by OpenID Connect. */
export interface OpenIdConfig {
  /** As the provider writes it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim with the roles; its values are read by server/src/accounts/openid-roles.ts. */
  roleClaim: string;
  /** Space-separated; with `openid`. */
  scope: string;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Another program may end, and an address may come: a second try may help. */
export class AddressTakenError extends Error {
  override name = 'AddressTakenError';
}

const isAddressOrRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const HOST_AND_PORT = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?$/;

const MAIL_ADDRESS = /^[^\s<>@,;]+@[^\s<>@,;]+$/;

/** 32 bytes, so that base64 has 43 characters and one =. */
const keySchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64, as `openssl rand -base64 32` prints them')
  .transform((text) => Buffer.from(text, 'base64'));

export const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number from 0 to 65535, like 8080')
    .transform(Number)
    .refine((port) => port <= 65535, 'a port number from 0 to 65535, like 8080')
    .default(8080),
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number from 1 to 65535, like 9464')
    .transform(Number)
    .refine((port) => port > 0 && port <= 65535, 'a port number from 1 to 65535, like 9464')
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, '16 to 200 characters without spaces, as `openssl rand -hex 24` prints them')
    .optional(),
  HOST: z.string().min(1, 'an address to listen on, like 127.0.0.1').default('127.0.0.1'),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      abort: true,
      error: 'the address under which pages reach this server, like https://ask.example.org',
    })
    .refine((text) => {
      const url = new URL(text);
      return url.pathname === '/' && !url.search && !url.hash && !url.username;
    }, 'an origin only, without a path, like https://ask.example.org')
    .refine((text) => {
      const url = new URL(text);
      return url.protocol === 'https:' || isLoopbackHost(url.hostname);
    }, 'https, since pages send to it; http only on a loopback host')
    .optional(),
  DATA_DIR: z.string().min(1, 'a folder, like ./data').default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/.+/, 'a Postgres address, like postgres://user:password@host:5432/askusnow')
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/.+/, 'a Postgres address, like postgres://owner:password@host:5432/askusnow')
    .optional(),
  DATABASE_REQUIRE_LIMITED_ROLE: z.enum(['yes', 'no'], 'yes or no').default('no'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (list) => list.every(isAddressOrRange),
      'addresses or ranges of your proxies, comma-separated, like 10.0.0.5,fd00::/8',
    ),
  EGRESS_ALLOW: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (list) => list.every((host) => HOST_AND_PORT.test(host)),
      'hosts of your own that presence, calendars and webhooks may reach, comma-separated, like presence.internal:5280',
    ),
  SMTP_URL: z
    .string()
    .refine(
      (text) => /^smtps?:\/\/[^/]/.test(text) && URL.canParse(text),
      'the address of your mail server, like smtps://user:password@mail.example.org',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(MAIL_ADDRESS, 'the address that notices are sent from, like askusnow@example.org')
    .optional(),
  SECURITY_CONTACT: z
    .string()
    .refine(
      (text) => MAIL_ADDRESS.test(text) || /^https:\/\/[\x21-\x7e]+$/.test(text),
      'a mail address or an https page for reports of faults in security, like security@example.org',
    )
    .transform((text) => (MAIL_ADDRESS.test(text) ? `mailto:${text}` : text))
    .optional(),
  SEAL_KEY: keySchema.optional(),
  SEAL_KEY_BEFORE: keySchema.optional(),
  OIDC_ISSUER: z
    .url({
      protocol: /^https?$/,
      abort: true,
      error: 'the issuer of your identity provider, like https://login.example.org',
    })
    .refine((text) => {
      const { protocol, hostname } = new URL(text);
      return protocol === 'https:' || isLoopbackHost(hostname);
    }, 'https; http only on a loopback host')
    .refine((text) => {
      const { search, hash, username, password } = new URL(text);
      return !search && !hash && !username && !password && !text.includes('/.well-known/');
    }, 'the issuer alone, without /.well-known/openid-configuration, a query or a user name')
    .optional(),
  OIDC_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'the client id that your identity provider shows, without spaces')
    .optional(),
  OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/, 'the client secret that your identity provider shows, without spaces')
    .optional(),
  OIDC_ROLE_CLAIM: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'the name of the claim with the roles, like roles')
    .default('roles'),
  OIDC_SCOPE: z
    .string()
    .regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'scopes with single spaces between them, like openid groups')
    .refine((text) => text.split(' ').includes('openid'), 'scopes with openid among them, like openid groups')
    .default('openid'),
});

/** Each NAME may be given as NAME_FILE, the path of a file whose trimmed text is the value. */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'METRICS_TOKEN',
  'SMTP_URL',
  'SEAL_KEY',
  'SEAL_KEY_BEFORE',
  'OIDC_CLIENT_SECRET',
] as const satisfies (keyof typeof environmentSchema.shape)[];

/** What must be given for sign-in by OpenID Connect, all or none. */
const OPEN_ID = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/** Empty values count as absent: shells and unit files write them for unset variables. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const { values, faults } = readSecretFiles(SECRETS, environment);
  const given = Object.fromEntries(
    Object.keys(environmentSchema.shape).map((name) => [name, (values[name] ?? environment[name]) || undefined]),
  );
  const parsed = environmentSchema.safeParse(given);
  const lines = Object.values(faults);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path.join('.');
    if (!(name in faults)) lines.push(`${name in values ? `${name}_FILE` : name}: should be ${message}`);
  }
  // No browser can reach 0.0.0.0, and only PUBLIC_URL can say which https name reaches this server.
  const { HOST: host, PUBLIC_URL: url } = given;
  if (host && !isLoopbackHost(host) && !url) {
    lines.push(
      `PUBLIC_URL: should be given with HOST=${host}: the address under which pages reach this server, like https://ask.example.org`,
    );
  }
  if (Boolean(given['SMTP_URL']) !== Boolean(given['MAIL_FROM']))
    lines.push('SMTP_URL and MAIL_FROM: should be given together, or neither');
  const missing = OPEN_ID.filter((name) => !given[name]);
  if (missing.length > 0 && missing.length < OPEN_ID.length)
    lines.push(`${missing.join(' and ')}: should be given, too: sign-in by OpenID Connect needs ${OPEN_ID.join(', ')}`);
  if (given['SEAL_KEY_BEFORE'] && !given['SEAL_KEY'])
    lines.push('SEAL_KEY_BEFORE: should be given with SEAL_KEY, which seals anew what the former key opens');
  if (given['DATABASE_OWNER_URL'] && !given['DATABASE_URL'])
    lines.push('DATABASE_OWNER_URL: should be given with DATABASE_URL, for the same database');
  if (given['METRICS_PORT'] && given['METRICS_PORT'] === (given['PORT'] ?? '8080'))
    lines.push('METRICS_PORT: should be another port than PORT');
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines.join('\n'));
  const { METRICS_PORT, METRICS_TOKEN, SECURITY_CONTACT, DATABASE_OWNER_URL, DATABASE_REQUIRE_LIMITED_ROLE } =
    parsed.data;
  const { SEAL_KEY, SEAL_KEY_BEFORE } = parsed.data;
  const {
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ROLE_CLAIM: roleClaim,
    OIDC_SCOPE: scope,
  } = parsed.data;
  const { PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, TRUSTED_PROXIES, EGRESS_ALLOW, SMTP_URL, MAIL_FROM } =
    parsed.data;
  const publicUrl = new URL(PUBLIC_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).origin;
  return {
    port: PORT,
    host: HOST,
    publicUrl,
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL ?? null,
    databaseOwnerUrl: DATABASE_OWNER_URL ?? null,
    requireLimitedRole: DATABASE_REQUIRE_LIMITED_ROLE === 'yes',
    trustedProxies: TRUSTED_PROXIES,
    egressAllow: EGRESS_ALLOW,
    mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null,
    openId:
      OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
        ? { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, roleClaim, scope }
        : null,
    seal: SEAL_KEY ? { key: SEAL_KEY, keyBefore: SEAL_KEY_BEFORE ?? null } : null,
    metricsPort: METRICS_PORT ?? null,
    metricsToken: METRICS_TOKEN ?? null,
    securityContact: SECURITY_CONTACT ?? null,
    secure: publicUrl.startsWith('https:'),
    simulated: false,
  };
}
