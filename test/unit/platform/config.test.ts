import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { ConfigError, loadConfig, SECRETS } from '../../../server/src/platform/config.ts';
import { temporaryFolder } from '../../support/app/process.ts';

const complaint = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return assert.fail('it is taken');
};

describe('loadConfig', () => {
  test('loadConfig: an empty environment gives the documented defaults', () => {
    const defaults = {
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8080',
      dataDir: resolve('data'),
      databaseUrl: null,
      databaseOwnerUrl: null,
      requireLimitedRole: false,
      trustedProxies: [],
      egressAllow: [],
      openId: null,
      seal: null,
      mail: null,
      metricsPort: null,
      metricsToken: null,
      securityContact: null,
      secure: false,
      simulated: false,
    };
    assert.deepEqual(loadConfig({}), defaults);
    assert.deepEqual(loadConfig({ PORT: '', DATABASE_URL: '' }), defaults);
  });

  test('loadConfig: https makes cookies secure, and a host that is an IPv6 address is written as one', () => {
    assert.equal(loadConfig({ PUBLIC_URL: 'https://ask.example.org' }).secure, true);
    assert.equal(loadConfig({ HOST: '::1' }).publicUrl, 'http://[::1]:8080');
  });

  test('loadConfig: beyond loopback it requires PUBLIC_URL', () => {
    for (const HOST of ['0.0.0.0', '::', '192.0.2.7', 'ask.example.org']) {
      assert.match(complaint({ HOST }), /^PUBLIC_URL: should be given with HOST=.*, like https:\/\/ask\.example\.org$/);
      assert.equal(loadConfig({ HOST, PUBLIC_URL: 'https://ask.example.org' }).host, HOST);
    }
    assert.match(complaint({ HOST: '::', PORT: 'x' }), /^PORT: .*\nPUBLIC_URL: /);
    for (const HOST of ['localhost', '127.0.0.9', '::1']) assert.equal(loadConfig({ HOST }).secure, false);
  });

  test('loadConfig: each fault names its variable and what is right, all at once', () => {
    const all = complaint({
      PORT: '80a',
      PUBLIC_URL: 'http://ask.example.org',
      DATABASE_URL: 'mysql://x',
      TRUSTED_PROXIES: '10.0.0.1/99',
    });
    assert.match(all, /^PORT: should be a port number from 0 to 65535/m);
    assert.match(all, /^PUBLIC_URL: should be https/m);
    assert.match(all, /^DATABASE_URL: should be a Postgres address/m);
    assert.match(all, /^TRUSTED_PROXIES: should be addresses or ranges/m);
    assert.match(complaint({ PORT: '70000' }), /PORT/);
    assert.match(complaint({ PUBLIC_URL: 'https://ask.example.org/path' }), /an origin only/);
    assert.match(complaint({ PUBLIC_URL: 'ask.example.org' }), /PUBLIC_URL/);
  });

  test('loadConfig: a contact for reports is a mail address or an https page, as a URI', () => {
    for (const [SECURITY_CONTACT, uri] of [
      ['security@example.org', 'mailto:security@example.org'],
      ['https://example.org/security', 'https://example.org/security'],
    ] as const)
      assert.equal(loadConfig({ SECURITY_CONTACT }).securityContact, uri);
    for (const SECURITY_CONTACT of ['example.org', 'http://example.org/', 'a@b.org\nExpires: 2099', 'https://a b'])
      assert.match(complaint({ SECURITY_CONTACT }), /^SECURITY_CONTACT: should be a mail address or an https page/);
  });

  test('loadConfig: mail needs a server and a sender, and says what is wrong with either', () => {
    const mail = { SMTP_URL: 'smtps://user:password@mail.example.org', MAIL_FROM: 'askusnow@example.org' };
    assert.deepEqual(loadConfig(mail).mail, { smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM });
    assert.match(complaint({ SMTP_URL: mail.SMTP_URL }), /^SMTP_URL and MAIL_FROM: should be given together/);
    assert.match(complaint({ MAIL_FROM: mail.MAIL_FROM }), /^SMTP_URL and MAIL_FROM: should be given together/);
    for (const SMTP_URL of ['mail.example.org', 'http://mail.example.org', 'smtp://', 'smtp://mail.example.org:port'])
      assert.match(complaint({ ...mail, SMTP_URL }), /^SMTP_URL: should be the address of your mail server/, SMTP_URL);
    for (const MAIL_FROM of [
      'askusnow',
      'Ask <askusnow@example.org>',
      'a@example.org\r\nBcc: b@example.org',
      'a@b@c',
      'a@b,c@d',
    ])
      assert.match(complaint({ ...mail, MAIL_FROM }), /^MAIL_FROM: should be the address that notices/, MAIL_FROM);
  });

  test('loadConfig: OpenID Connect needs an issuer and a client, and says what is wrong with each', () => {
    const given = {
      OIDC_ISSUER: 'https://login.example.org/realms/state',
      OIDC_CLIENT_ID: 'askusnow',
      OIDC_CLIENT_SECRET: 'a-secret',
    };
    assert.deepEqual(loadConfig(given).openId, {
      issuer: given.OIDC_ISSUER,
      clientId: 'askusnow',
      clientSecret: 'a-secret',
      roleClaim: 'roles',
      scope: 'openid',
    });
    const more = loadConfig({ ...given, OIDC_ROLE_CLAIM: 'groups', OIDC_SCOPE: 'openid groups' }).openId!;
    assert.deepEqual([more.roleClaim, more.scope], ['groups', 'openid groups']);
    assert.equal(
      loadConfig({ ...given, OIDC_ISSUER: 'http://127.0.0.1:9000' }).openId!.issuer,
      'http://127.0.0.1:9000',
    );
    assert.match(
      complaint({ ...given, OIDC_CLIENT_SECRET: '' }),
      /^OIDC_CLIENT_SECRET: should be given, too: sign-in by OpenID Connect needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_/,
    );
    assert.match(complaint({ OIDC_CLIENT_ID: 'a' }), /^OIDC_ISSUER and OIDC_CLIENT_SECRET: should be given, too/);
    for (const OIDC_ISSUER of ['login.example.org', 'ftp://login.example.org'])
      assert.match(complaint({ ...given, OIDC_ISSUER }), /^OIDC_ISSUER: should be the issuer of your/, OIDC_ISSUER);
    assert.match(complaint({ ...given, OIDC_ISSUER: 'http://login.example.org' }), /^OIDC_ISSUER: should be https/);
    for (const end of ['/.well-known/openid-configuration', '?a', '#a'])
      assert.match(
        complaint({ ...given, OIDC_ISSUER: given.OIDC_ISSUER + end }),
        /^OIDC_ISSUER: should be the issuer alone/,
      );
    assert.match(complaint({ ...given, OIDC_SCOPE: 'groups' }), /^OIDC_SCOPE: should be scopes with openid among them/);
    assert.match(complaint({ ...given, OIDC_ROLE_CLAIM: 'a b' }), /^OIDC_ROLE_CLAIM: should be the name of the claim/);
  });

  test('loadConfig: a seal key is 32 bytes, and a former one comes with it', () => {
    const SEAL_KEY = Buffer.alloc(32, 1).toString('base64');
    const SEAL_KEY_BEFORE = Buffer.alloc(32, 2).toString('base64');
    assert.equal(loadConfig({}).seal, null);
    assert.deepEqual(loadConfig({ SEAL_KEY }).seal, { key: Buffer.alloc(32, 1), keyBefore: null });
    assert.deepEqual(loadConfig({ SEAL_KEY, SEAL_KEY_BEFORE }).seal!.keyBefore, Buffer.alloc(32, 2));
    for (const wrong of ['short', Buffer.alloc(16).toString('base64'), Buffer.alloc(33).toString('base64')])
      assert.match(complaint({ SEAL_KEY: wrong }), /^SEAL_KEY: should be 32 bytes in base64/);
    assert.match(complaint({ SEAL_KEY_BEFORE }), /^SEAL_KEY_BEFORE: should be given with SEAL_KEY/);
  });

  test('loadConfig: each secret may be in a file, whose trimmed text is the value', (t) => {
    const files = temporaryFolder();
    t.after(() => files.remove());
    const values = {
      DATABASE_URL: 'postgres://server@127.0.0.1/askusnow',
      DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/askusnow',
      METRICS_TOKEN: 'a'.repeat(16),
      SMTP_URL: 'smtps://mail.example.org',
      SEAL_KEY: `${'A'.repeat(43)}=`,
      SEAL_KEY_BEFORE: `${'B'.repeat(43)}=`,
      OIDC_CLIENT_SECRET: 'hidden',
    } satisfies Record<(typeof SECRETS)[number], string>;
    const others = { MAIL_FROM: 'a@example.org', OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'askusnow' };
    const inFiles = SECRETS.map((name) => [`${name}_FILE`, files.write(name, `${values[name]}\n`)] as const);
    assert.deepEqual(loadConfig({ ...others, ...Object.fromEntries(inFiles) }), loadConfig({ ...others, ...values }));
    assert.equal(loadConfig({ SEAL_KEY: values.SEAL_KEY, SEAL_KEY_FILE: '' }).seal?.key.length, 32);
  });

  test('loadConfig: a secret that is given twice, or whose file cannot be used, is named with what is right, and its text never', (t) => {
    const files = temporaryFolder();
    t.after(() => files.remove());
    const file = files.write('secret', 'open sesame');
    assert.equal(
      complaint({ SEAL_KEY: 'x', SEAL_KEY_FILE: file }),
      'SEAL_KEY and SEAL_KEY_FILE: should not both be given: leave one out',
    );
    const cannot = (path: string, code: string) =>
      `SMTP_URL_FILE: should be a file that this user can read, and ${path} is not (${code})`;
    for (const [path, code] of [
      ['/nowhere', 'ENOENT'],
      [files.path, 'EISDIR'],
    ] as const)
      assert.equal(complaint({ SMTP_URL_FILE: path, MAIL_FROM: 'a@example.org' }), cannot(path, code));
    const empty = files.write('empty', ' \n');
    assert.equal(
      complaint({ DATABASE_URL_FILE: empty, PORT: 'eighty' }),
      `DATABASE_URL_FILE: should be a file with the value of DATABASE_URL, and ${empty} is empty\n` +
        'PORT: should be a port number from 0 to 65535, like 8080',
    );
    assert.match(complaint({ SEAL_KEY_FILE: file }), /^SEAL_KEY_FILE: should be 32 bytes in base64, as [^\n]+$/);
  });
});
