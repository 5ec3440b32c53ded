// In:    an open, migrated database.
// Out:   everything that lives longer than a request, started in order and closed in reverse.
// Never: starts a web server (app.ts does) or uses the process (main.ts does).
import { createAssistance, type Assistance } from './help/assistance/assistance.ts';
import { serverVersion, widgetBundleFolder } from './serving/assets/folders.ts';
import { createWidget, type Widget } from './serving/assets/widget.ts';
import { createLiveAvailability, type LiveAvailability } from './availability/live.ts';
import { createLibraryMessages } from './availability/messages.ts';
import { createFeedShifts } from './schedule/calendars/in-worker.ts';
import { startFeeds, type Feeds } from './schedule/calendars/run.ts';
import { createClosers } from './platform/closers.ts';
import type { Clock } from './platform/clock.ts';
import { startEmailMails } from './accounts/email-mail.ts';
import { createInvitationMail, type MailInvitation } from './accounts/invitation-mail.ts';
import { createMailedLinks, type MailedLinks } from './accounts/mailed-links.ts';
import { createOpenIdProvider, type OpenIdProvider } from './accounts/openid-provider.ts';
import type { Config } from './platform/config.ts';
import { startDeletingRequests } from './platform/audit/run.ts';
import { createRegistry, type Registry } from './cooperative/registry.ts';
import { startDeskMonths } from './coverage/months/run.ts';
import { openGaps } from './coverage/ledger/open-gaps.ts';
import { createOwnDesks, type OwnDesks } from './coverage/ledger/own-desks.ts';
import type { Database } from './platform/db/database.ts';
import { createEgress, type Egress } from './platform/egress/egress.ts';
import { createIngest, type Ingest } from './visibility/ingest/ingest.ts';
import { startPageChecks, type PageChecks } from './visibility/doctor/page-checks.ts';
import { createOutbox } from './help/notices/run.ts';
import { startDigests } from './help/notices/digest.ts';
import { startSiteWatch } from './help/notices/site-watch.ts';
import { startMakeUpNotices } from './help/covers/make-up-run.ts';
import { startSharedHours } from './help/covers/run.ts';
import { startTroubleWatch } from './help/notices/watch.ts';
import type { RunningJob } from './platform/jobs/jobs.ts';
import { createNodes, type Nodes } from './platform/nodes/nodes.ts';
import { createIngestMeters, type IngestMeters } from './serving/prometheus/ingest-meters.ts';
import { createWriteCheck, type WriteCheck } from './serving/health/write-check.ts';
import { followFirstViews } from './visibility/hand-over/watch.ts';
import { sourceClock } from './coverage/clock/seen-by-source.ts';
import { createPresence, type Presence } from './coverage/presence/presence.ts';
import { createPolling } from './coverage/presence/run.ts';
import { createChangeStreams, type ChangeStreams } from './availability/push/changes.ts';
import { startScoreHistory } from './visibility/standard/run.ts';
import { startReminders } from './workspace/sampling/run.ts';
import { createPush, type Push } from './availability/push/push.ts';
import type { FeedShifts } from './schedule/expansion/expansion-store.ts';
import { startSchedule } from './schedule/expansion/run.ts';
import { createScheduleStates, type ScheduleStates } from './schedule/expansion/state-cache.ts';
import { startContactMail, startContactReminders } from './workspace/local-facts/contacts/check-jobs.ts';
import { createSealer, type Sealer } from './workspace/local-facts/sealed/seal.ts';
import { resealFields } from './workspace/local-facts/sealed/sealed-store.ts';
import { createOverview, type ReadOverview } from './visibility/placements/overview.ts';
import { createPartners, type Partners } from './workspace/readiness/partners.ts';
import { startSummaries } from './workspace/reports/summaries-run.ts';
import { createWorkerPool } from './platform/worker/worker-pool.ts';
import { startAnnouncements } from './workspace/announcements/run.ts';
import { startMeetings } from './workspace/meetings/run.ts';
import { startFollowUps } from './workspace/follow-ups/run.ts';
import { startPolicyReviews } from './workspace/policy-pages/run.ts';

export interface Services {
  nodes: Nodes;
  writeCheck: WriteCheck;
  registry: Registry;
  mailedLinks: MailedLinks;
  /** Undefined: this server sends no mail. */
  mailInvitation: MailInvitation | undefined;
  /** Sends the mails about accounts' addresses. */
  emailMails: Pick<RunningJob, 'wake'>;
  /** Null: not set up. */
  openIdProvider: OpenIdProvider | null;
  /** Null: no field is sealed. */
  sealer: Sealer | null;
  /** Sends the mails that ask whether contacts are right. */
  contactMail: Pick<RunningJob, 'wake'>;
  egress: Egress;
  presence: Presence;
  assistance: Assistance;
  live: LiveAvailability;
  push: Push;
  changeStreams: ChangeStreams;
  feeds: Feeds;
  feedShifts: FeedShifts;
  pageChecks: PageChecks;
  scheduleStates: ScheduleStates;
  ownDesks: OwnDesks;
  /** Every library's checklist, at most a minute old. */
  partners: () => Promise<Partners>;
  /** The coordinator's table. */
  overview: ReadOverview;
  ingest: Ingest;
  ingestMeters: IngestMeters;
  widget: Widget;
  /** Call it after the web server has closed. Everything acknowledged is committed then. */
  close(): Promise<void>;
}

/** Jobs that nothing else here depends on; each takes what it needs of `jobDeps`. */
const JOBS = [
  startDeletingRequests,
  startContactReminders,
  startTroubleWatch,
  followFirstViews,
  startSiteWatch,
  startReminders,
  startSummaries,
  startDigests,
  startScoreHistory,
  startDeskMonths,
  startAnnouncements,
  startMeetings,
  startSharedHours,
  startMakeUpNotices,
  startFollowUps,
  startPolicyReviews,
];

export async function startServices(deps: {
  config: Pick<Config, 'publicUrl' | 'egressAllow' | 'mail' | 'openId' | 'seal' | 'simulated'>;
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
  /** Called with a log line about something that a person should fix. */
  onWarning: (message: string) => void;
  /** Folder of the tag's running build; absent: the default output folder. */
  widgetFolder?: string | undefined;
}): Promise<Services> {
  const { config, clock, onError, onWarning, widgetFolder = widgetBundleFolder() } = deps;
  // For periodic work and in-memory snapshots: reads by people must not delay it.
  const database = deps.database.for('jobs');
  const closers = createClosers();
  const sealer = createSealer(config.seal);
  if (sealer !== null) await resealFields(database.db, sealer);
  const { publicUrl } = config;
  const nodes = closers.use(
    await createNodes({ database, clock, version: serverVersion(), publicUrl, onError, onWarning }),
  );
  const holder = nodes;
  const egress = closers.use(createEgress({ allow: config.egressAllow }));
  const registry = closers.use(await createRegistry(database, onError, clock));
  const widget = closers.use(await createWidget({ database, clock, folder: widgetFolder, onError }));
  closers.use(createOutbox({ config, database, egress, clock, holder, onError }));
  const mailedLinks = closers.use(createMailedLinks({ config, database, registry, clock, onError }));
  const emailMails = closers.use(startEmailMails({ config, database, registry, clock, holder, onError }));
  const mailInvitation = createInvitationMail({ config, registry, clock, onError });
  const openIdProvider =
    config.openId && closers.use(createOpenIdProvider({ config, settings: config.openId, clock, onWarning }));
  const contactMail = closers.use(startContactMail({ config, database, registry, clock, holder, onError }));
  const presence = closers.use(await createPresence({ database, registry, clock, onError }));
  closers.use(
    createPolling({ database, registry, presence, deskClock: sourceClock(database), egress, clock, holder, onError }),
  );
  const assistance = closers.use(
    await createAssistance({
      database,
      registry,
      clock,
      holder,
      presence,
      config,
      openGaps: (nowMs) => openGaps(database, nowMs),
      onError,
    }),
  );
  const messages = closers.use(await createLibraryMessages({ database, clock, onError }));
  const live = closers.use(
    await createLiveAvailability({
      database,
      registry,
      clock,
      presence,
      assistance,
      messages,
      changeFeed: nodes,
      onError,
    }),
  );
  const push = createPush({ live, clock });
  const changeStreams = createChangeStreams({ database, presence, clock, onError });
  const tz = process.versions.tz ?? 'unknown';
  const workers = createWorkerPool();
  const feedShifts = createFeedShifts(workers);
  const schedule = startSchedule({ database, clock, holder, registry, feedShifts, tz, onError });
  const pageChecks = startPageChecks({
    database,
    registry,
    workers,
    clock,
    holder,
    config,
    scripts: () => widget.files().scripts,
    onError,
  });
  // Closing aborts the reading of a calendar or a page, and does not wait for it.
  closers.push(async () => {
    const readersClosed = [schedule.close(), pageChecks.close()];
    workers.close();
    await Promise.all(readersClosed);
  });
  const feeds = closers.use(startFeeds({ database, egress, workers, clock, holder, onError }));
  const scheduleStates = closers.use(createScheduleStates(database));
  const ownDesks = createOwnDesks({ database, registry, presence, scheduleStates });
  const partners = createPartners({ database, registry, clock, config });
  // For requests: many libraries are counted in the background all the same.
  const overview = createOverview({ database: deps.database, registry, clock, ownDesks });
  const jobDeps = { config, database, registry, ownDesks, overview, clock, holder, publicUrl, onError };
  for (const start of JOBS) closers.use(start(jobDeps));
  const ingestMeters = createIngestMeters();
  const ingest = ingestMeters.watch(
    closers.use(
      await createIngest({
        database: database.for('ingest'),
        registry,
        clock,
        publicUrl,
        version: serverVersion(),
        holder,
        liveNodes: nodes.liveCount,
        onError,
        onWarning,
      }),
    ),
  );
  return {
    nodes,
    writeCheck: createWriteCheck({ database, clock, nodeId: nodes.id, ingest }),
    registry,
    mailedLinks,
    mailInvitation,
    emailMails,
    openIdProvider,
    sealer,
    contactMail,
    egress,
    presence,
    assistance,
    live,
    push,
    changeStreams,
    feeds,
    feedShifts,
    pageChecks,
    scheduleStates,
    ownDesks,
    partners,
    overview,
    ingest,
    ingestMeters,
    widget,
    close: () => closers.close(),
  };
}
