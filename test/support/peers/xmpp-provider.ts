// A provider who signs in where a presence source looks, as the chat client of a desk does.
import { client, xml } from '@xmpp/client';

export type Show = 'available' | 'chat' | 'away' | 'dnd' | 'xa';

export interface Provider {
  /** Resolves when the server has taken it in. */
  show(show: Show, priority?: number): Promise<void>;
  /** Stays connected and answers nothing more, as a laptop that sleeps does. */
  hang(): void;
  signOut(): Promise<void>;
}

export interface Account {
  /** xmpp://address:port */
  service: string;
  domain: string;
  user: string;
  password: string;
}

export async function signIn(account: Account, resource: string): Promise<Provider> {
  const { user: username, ...where } = account;
  const connection = client({ ...where, username, resource });
  let fault: Error | undefined;
  connection.on('error', (error) => (fault = error));
  await connection.start();
  // What ends here has ended: a client that came back by itself would be a provider nobody has signed in.
  connection.reconnect.stop();
  return {
    async show(show, priority = 0) {
      const children = show === 'available' ? [] : [xml('show', {}, show)];
      const status = xml('status', {}, 'a <b> & "c" </resource>');
      await connection.send(xml('presence', {}, ...children, xml('priority', {}, String(priority)), status));
      // A server takes one client's stanzas in their order: once this is answered the presence is in.
      await connection.iqCaller.request(xml('iq', { type: 'get' }, xml('ping', { xmlns: 'urn:xmpp:ping' })));
      if (fault) throw fault;
    },
    hang: () => void connection.socket.pause(),
    async signOut() {
      await connection.stop();
    },
  };
}
