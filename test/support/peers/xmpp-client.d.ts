// What the tests use of @xmpp/client, which comes without types.
declare module '@xmpp/client' {
  import type { Socket } from 'node:net';

  interface Element {
    readonly name: string;
  }
  interface Client {
    socket: Socket;
    reconnect: { stop(): void };
    iqCaller: { request(iq: Element): Promise<Element> };
    start(): Promise<unknown>;
    stop(): Promise<unknown>;
    send(stanza: Element): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): this;
  }
  export function client(options: {
    service: string;
    domain: string;
    username: string;
    password: string;
    resource: string;
  }): Client;
  export function xml(name: string, attributes: Record<string, string>, ...children: (Element | string)[]): Element;
}
