import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { reservePort } from '../ports.ts';

export const CLIENT_ID = 'askusnow';
export const CLIENT_SECRET = 'a-secret-of-the-client-for-tests-only';

export interface IdToken {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** Signs what it is given, as the provider would with another key or a broken program. */
export type Sign = (token: IdToken) => string;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

const withSignature = ({ header, claims }: IdToken, sign: (text: string) => string): string => {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
};
const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const rsaWith =
  (key: KeyObject): Sign =>
  (token) =>
    withSignature(token, (text) => createSign('sha256').update(text).sign(key, 'base64url'));

export const unsigned: Sign = ({ header, claims }) =>
  withSignature({ header: { ...header, alg: 'none' }, claims }, () => '');
export const signedByAnotherKey = rsaWith(newKey());
/** The old confusion: the client's secret as the key of a MAC. */
export const signedBySecret: Sign = ({ header, claims }) =>
  withSignature({ header: { ...header, alg: 'HS256' }, claims }, (text) =>
    createHmac('sha256', CLIENT_SECRET).update(text).digest('base64url'),
  );

export interface OpenIdPeer {
  issuer: string;
  environment: Record<string, string>;
  /** The roles that it gives, by login; absent: the claim is missing. */
  roles: Map<string, unknown>;
  /** Rewrites each ID token before it is sent; the second argument signs with the provider's own key. */
  alter: ((token: IdToken, sign: Sign) => string) | null;
  /** Called before each request is answered, with its path. */
  before: (path: string) => void | Promise<void>;
  /** Paths that have been asked for. */
  asked: string[];
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface OpenIdPeerOptions {
  /** The address of this server, where the provider may send people back to. */
  publicUrl: string;
  /** Whether the roles are in the ID token; false: at the userinfo endpoint alone. */
  isInToken?: boolean;
}

/** A real OpenID provider: oidc-provider with its own sign-in page. Any login and password is right. */
export async function startOpenIdProvider({ publicUrl, isInToken = true }: OpenIdPeerOptions): Promise<OpenIdPeer> {
  const port = await reservePort();
  const issuer = `http://127.0.0.1:${port}`;
  const key = newKey();
  const roles = new Map<string, unknown>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${publicUrl}/sign-in/openid/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: {
      keys: [{ ...(key.export({ format: 'jwk' }) as { kty: string }), kid: 'the-key', use: 'sig', alg: 'RS256' }],
    },
    claims: { openid: ['sub'], groups: ['roles', 'name', 'email'] },
    conformIdTokenClaims: !isInToken,
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    findAccount: (_context, login) => ({
      accountId: login,
      claims: () => ({
        sub: login,
        name: 'Pat Example',
        email: `${login}@people.example`,
        ...(roles.has(login) && { roles: roles.get(login) }),
      }),
    }),
    // Nobody is asked for consent: the organization has given it.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        accountId: context.oidc.session!.accountId!,
        clientId: context.oidc.client!.clientId,
      });
      grant.addOIDCScope('openid groups');
      await grant.save();
      return grant;
    },
  });
  const peer: OpenIdPeer = {
    issuer,
    environment: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_SCOPE: 'openid groups',
    },
    roles,
    alter: null,
    before: () => undefined,
    asked: [],
    start: () => new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve())),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (peer.alter === null || body?.id_token === undefined) return;
    const [header, claims] = body.id_token.split('.', 2).map((part) => decode(part));
    body.id_token = peer.alter({ header: header!, claims: claims! }, rsaWith(key));
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    peer.asked.push(path);
    void Promise.resolve(peer.before(path)).then(() => answer(request, response));
  });
  await peer.start();
  return peer;
}
