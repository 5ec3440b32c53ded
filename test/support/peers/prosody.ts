import { DOMAIN, PASSWORD, startPeer, type PeerKind, type XmppPeer } from './xmpp-peer.ts';

const kind: PeerKind = {
  packages: 'prosody prosody-modules',
  found: '/usr/lib/prosody/modules/mod_webpresence/mod_webpresence.lua',
  user: 'prosody',
  configure: ({ folder, chatPort, webPort, users }) => ({
    files: {
      'prosody.cfg.lua': `
data_path = "${folder}"
pidfile = "${folder}/prosody.pid"
log = { warn = "*console" }
-- Prosody listens on the ports of all its protocols unless each is turned off.
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { ${chatPort} }
c2s_direct_tls_ports = { }
s2s_ports = { }
http_ports = { ${webPort} }
https_ports = { }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "internal"
modules_enabled = { "saslauth", "presence", "ping", "http", "webpresence" }
modules_disabled = { "s2s", "tls" }
-- Web pages belong to a virtual host by the name in the request; nobody's name is an address.
http_default_host = "${DOMAIN}"
VirtualHost "${DOMAIN}"
`,
    },
    environment: {},
    script: [
      ...users.map((user) => `prosodyctl --config ${folder}/prosody.cfg.lua register ${user} ${DOMAIN} ${PASSWORD}`),
      `exec prosody --config ${folder}/prosody.cfg.lua -F`,
    ].join(' && '),
  }),
};

export const startProsody = (users: readonly string[]): Promise<XmppPeer> => startPeer(kind, users);
