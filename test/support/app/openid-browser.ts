// Out:   a browser without a screen: it keeps cookies by origin, follows redirects, and signs in at a provider.
export interface Visit {
  url: string;
  status: number;
  text: string;
}

export interface OpenIdBrowser {
  get(url: string): Promise<Response>;
  /** The Cookie header that it would send there. */
  cookies(origin: string): string;
  setCookie(origin: string, name: string, value: string): void;
  /** From the server's sign-in page to the address with which the provider sends it back, not opened yet. */
  toCallback(login: string): Promise<string>;
  /** To the end: the dashboard, or the page that says why not. */
  signIn(login: string): Promise<Visit>;
}

export function openIdBrowser(publicUrl: string): OpenIdBrowser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string): Map<string, string> => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookies = (origin: string): string => [...jarOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const headers = new Headers(init.headers);
    headers.set('cookie', cookies(origin));
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...rest] = pair.split('=');
      const value = rest.join('=');
      const isGone = value === '' || attributes.some((each) => each.toLowerCase() === 'max-age=0');
      if (isGone) jarOf(origin).delete(name);
      else jarOf(origin).set(name, value);
    }
    return reply;
  }
  const locationOf = (reply: Response, from: string): string | undefined => {
    const location = reply.headers.get('location');
    return location === null ? undefined : new URL(location, from).href;
  };

  async function toCallback(login: string): Promise<string> {
    let url = `${publicUrl}/sign-in/openid`;
    let reply = await send(url);
    for (let steps = 0; steps < 12; steps++) {
      const next = locationOf(reply, url);
      if (next?.startsWith(`${publicUrl}/sign-in/openid/callback`)) return next;
      if (next !== undefined) {
        url = next;
        reply = await send(url);
        continue;
      }
      const action = /<form[^>]* action="([^"]+)"/.exec(await reply.text())?.[1];
      if (action === undefined) throw new Error(`no form at ${new URL(url).pathname}: ${reply.status}`);
      url = new URL(action, url).href;
      const body = new URLSearchParams({ prompt: 'login', login, password: 'right' });
      reply = await send(url, { method: 'POST', body });
    }
    throw new Error('the provider does not come to an end');
  }

  return {
    get: (url) => send(url),
    cookies,
    setCookie: (origin, name, value) => void jarOf(origin).set(name, value),
    toCallback,
    async signIn(login) {
      const url = await toCallback(login);
      const reply = await send(url);
      const next = locationOf(reply, url);
      return { url: next ?? url, status: reply.status, text: await reply.text() };
    },
  };
}
