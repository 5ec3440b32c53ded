import { DOMAIN, PASSWORD, startPeer, type PeerKind, type XmppPeer } from './xmpp-peer.ts';

const kind: PeerKind = {
  packages: 'ejabberd ejabberd-mod-webpresence',
  found: '/usr/share/ejabberd-mod-webpresence/pixmaps',
  user: 'ejabberd',
  configure: ({ folder, chatPort, webPort }) => ({
    files: {
      'ejabberd.yml': `
hosts: [${DOMAIN}]
loglevel: warning
listen:
  - { port: ${chatPort}, ip: "127.0.0.1", module: ejabberd_c2s }
  - port: ${webPort}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers: { /presence: mod_webpresence, /api: mod_http_api }
# Without it an account publishes nothing until its owner has asked for it in a chat client.
access_rules: { webpresence_auto: { allow: all } }
api_permissions: { tests: { who: all, what: register } }
modules:
  # A client that hangs is gone within 15 s; without this it stays "available" for minutes.
  mod_ping: { send_pings: true, ping_interval: 10, ping_ack_timeout: 5, timeout_action: kill }
  mod_webpresence: { pixmaps_path: /usr/share/ejabberd-mod-webpresence/pixmaps }
`,
    },
    environment: {
      // Debian keeps ejabberd's own code, and the libraries it needs, outside Erlang's.
      ERL_LIBS: '/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu',
      EJABBERD_CONFIG_PATH: `${folder}/ejabberd.yml`,
      EJABBERD_LOG_PATH: `${folder}/ejabberd.log`,
    },
    // By hand and without -name: ejabberdctl gives the node a name, and a name needs epmd, which listens on all addresses.
    script: `exec erl -noinput -mnesia dir '"${folder}/spool"' -s ejabberd`,
  }),
  async addUsers(webPort, users) {
    for (const user of users) {
      const reply = await fetch(`http://127.0.0.1:${webPort}/api/register`, {
        method: 'POST',
        body: JSON.stringify({ user, host: DOMAIN, password: PASSWORD }),
      });
      if (!reply.ok) throw new Error(`${user}: ${reply.status} ${await reply.text()}`);
    }
  },
};

export const startEjabberd = (users: readonly string[]): Promise<XmppPeer> => startPeer(kind, users);
