// Out:   what each command takes, and what its help says.
// Never: reads arguments.
import { Option } from 'commander';
import { ROLES } from '@askusnow/sdk/contract';
import { EXIT, EXIT_MEANINGS } from './exit-codes.ts';

const CODES = Object.entries(EXIT).map(
  ([name, code]) => `  ${String(code).padEnd(4)}${EXIT_MEANINGS[name as keyof typeof EXIT]}`,
);

/** Ends the help of the program. */
export const AFTER = `
Exit codes:
${CODES.join('\n')}

Environment: PORT (8080), HOST (127.0.0.1), PUBLIC_URL (http://HOST:PORT), DATA_DIR (./data),
DATABASE_URL (none: an embedded Postgres in DATA_DIR), DATABASE_OWNER_URL (none: DATABASE_URL owns
the tables), DATABASE_REQUIRE_LIMITED_ROLE (no), TRUSTED_PROXIES (none), EGRESS_ALLOW (none),
METRICS_PORT and METRICS_TOKEN (none: no /metrics), SMTP_URL and MAIL_FROM (none: no mail),
SECURITY_CONTACT (none: no security.txt), SEAL_KEY (none: no dummy card number or PIN is stored),
SEAL_KEY_BEFORE (none: the former key, which opens what it has sealed), OIDC_ISSUER, OIDC_CLIENT_ID
and OIDC_CLIENT_SECRET (none: no single sign-on), OIDC_ROLE_CLAIM and OIDC_SCOPE (what it asks for).
`;

/** Null where it is not given; the help prints `otherwise` as its default. */
const optional = (flags: string, what: string, otherwise = 'none'): Option =>
  new Option(flags, what).default(null, otherwise);
const flag = (flags: string, what: string): Option => new Option(flags, what).default(false);
const several = (flags: string, what: string): Option => new Option(flags, what).default([], 'none');
const required = (flags: string, what: string): Option => new Option(flags, what).makeOptionMandatory();
const JSON_FLAG = flag('--json', 'print one JSON document');

/** Usage; what it does, of which the list of all commands has the first sentence; an example; its options. */
export const COMMANDS: readonly (readonly [string, string, string, ...Option[]])[] = [
  [
    'start',
    'run the server',
    'start --import examples/maryland.yaml --demo examples',
    optional('--import <FILE>', "import a cooperative's file into an empty database first"),
    optional('--demo <DIR>', 'show the demo pages of a folder, such as examples'),
    flag('--simulate', "fill an empty database with 90 simulated days of the file's libraries"),
    flag('--accept-differences', 'start though counts of the last two days differ (see verify)'),
  ],
  ['migrate', "bring the database's tables up to date", 'migrate', JSON_FLAG],
  [
    'import <FILE>',
    "import the cooperative's file",
    'import cooperative.yaml',
    flag('--replace', 'overwrite hours that people have changed since the last import'),
    JSON_FLAG,
  ],
  ['export', "print the cooperative's file", 'export > cooperative.yaml'],
  [
    'check [FILE]',
    "say what is wrong with a cooperative's file, or what a library lacks. It reads a file alone, without a database. Of " +
      'a library it prints what it needs before it goes live, each line with its proof, and ends with 1 where a line is "no"',
    'check --library harford',
    optional('--library <NAME>', "a library's name or id"),
    JSON_FLAG,
  ],
  ['backup <FILE>', 'write the whole database to a file, also while the server runs', 'backup today.gz', JSON_FLAG],
  ['restore <FILE>', 'read a backup into an empty database', 'restore today.gz', JSON_FLAG],
  [
    'verify [FILE]',
    'check that the database, or a backup, is whole. It compares the counts by placement with the counts by hour, checks ' +
      "references, next numbers, indexes and constraints, walks the audit log's chain and prints its newest hash, counts " +
      'sealed fields that no key opens, and says whether the database checks statements by policies. With FILE it reads ' +
      'that backup alone',
    'verify today.gz',
    JSON_FLAG,
  ],
  [
    'invite',
    'print a one-time sign-in link',
    'invite --role liaison --library harford',
    required('--role <ROLE>', 'what the person does').choices(ROLES),
    several('--library <ID...>', 'the libraries of a liaison, a viewer or a provider'),
    several('--queue <ID...>', 'the queues of a desk'),
    optional('--label <TEXT>', 'how the account is shown', 'its role and libraries'),
    JSON_FLAG,
  ],
  ['accounts', 'list who may sign in, each with a number', 'accounts', JSON_FLAG],
  [
    'score',
    "print a library's visibility score, with each rule's reason",
    'score --library harford',
    required('--library <ID>', "a library's id"),
    JSON_FLAG,
  ],
  ['sign-out <NUMBER>', 'sign an account out wherever it is signed in', 'sign-out 12'],
  ['end-account <NUMBER>', 'end an account, its links and its sessions', 'end-account 12'],
  [
    'doctor [URL...]',
    'read pages and say whether the tag is on them, and what is wrong. With --before and --after it compares a page with ' +
      'its new version: which entry points are lost, which are new. It ends with 1 where the tag is missing, lost or has a fault',
    'doctor https://www.example.org/ --library harford',
    optional('--library <ID>', 'the library whose tag it should be', 'any'),
    optional('--before <URL>', 'the page as it is'),
    optional('--after <URL>', 'its new version'),
    JSON_FLAG,
  ],
  ['grants <ROLE>', 'print the SQL that gives a role of Postgres the rights of a server', 'grants askusnow_server'],
];
