// A provider who signs in where a presence source looks, as the chat client of a desk does: the stanzas of RFC 6120 and 6121 that
// it takes, one after the other. The libraries for it are some thirty packages.
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../waiting.ts';

export type Show = 'available' | 'chat' | 'away' | 'dnd' | 'xa';

export interface Provider {
  /** Resolves when the server has taken it in. */
  show(show: Show, priority?: number): Promise<void>;
  /** Stays connected and answers nothing more, as a laptop that sleeps does. */
  hang(): void;
  signOut(): Promise<void>;
}

export interface Account {
  /** On this machine. */
  port: number;
  domain: string;
  user: string;
  password: string;
}

const STATUS = 'a &lt;b&gt; &amp; &quot;c&quot; &lt;/resource&gt;';
/** A server asks whether its client is still there. */
const ASKED = /<iq\b[^>]*\btype=['"]get['"][^>]*>/g;
const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}=['"]([^'"]*)`).exec(tag)?.[1] ?? '';

/** Errors: what the server refuses. */
export async function signIn({ port, domain, user, password }: Account, resource: string): Promise<Provider> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let heard = '';
  let fault: string | undefined;
  socket.on('data', (said: string) => {
    heard += said;
    for (const [tag] of said.matchAll(ASKED))
      socket.write(`<iq type='result' id='${attribute(tag, 'id')}' to='${attribute(tag, 'from')}'/>`);
    fault ??= /<failure\b.*|<stream:error\b.*|<\w+\b[^>]*\btype=['"]error.*/s.exec(heard)?.[0];
  });
  socket.on('error', (error) => (fault ??= error.message));

  /** Resolves when the server has answered. */
  const say = async (text: string, answer: RegExp): Promise<void> => {
    heard = '';
    socket.write(text);
    await eventually(() => fault !== undefined || answer.test(heard));
    if (fault !== undefined) throw new Error(fault);
  };
  let asked = 0;
  const request = (content: string, type = 'get'): string => {
    asked += 1;
    return `<iq type='${type}' id='asked-${asked}'>${content}</iq>`;
  };
  const answered = (): RegExp => new RegExp(`id=['"]asked-${asked}['"]`);
  const stream = `<stream:stream to='${domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
  const secret = Buffer.from(`\0${user}\0${password}`).toString('base64');

  await say(stream, /<\/stream:features>/);
  await say(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${secret}</auth>`, /<success\b/);
  await say(stream, /<\/stream:features>/);
  const bind = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind>`;
  await say(request(bind, 'set'), answered());
  return {
    async show(show, priority = 0) {
      const state = show === 'available' ? '' : `<show>${show}</show>`;
      const presence = `<presence>${state}<status>${STATUS}</status><priority>${priority}</priority></presence>`;
      // A server takes one client's stanzas in their order: once this is answered the presence is in.
      await say(presence + request(`<ping xmlns='urn:xmpp:ping'/>`), answered());
    },
    hang: () => void socket.pause(),
    async signOut() {
      socket.end('</stream:stream>');
      await once(socket, 'close');
    },
  };
}
