// In:    everything that lives longer than a request.
// Out:   the web app: each module's routes in the scope that they need.
// Never: listens, reads the environment, or accepts a route without a declared access.
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { apiTokenRoutes } from './accounts/api-token-routes.ts';
import { accountsPlugin } from './accounts/plugin.ts';
import { accountDataRoutes } from './accounts/account-data-routes.ts';
import { colleagueRoutes } from './accounts/colleague-routes.ts';
import { accountRoutes, type AccountRouteDeps } from './accounts/routes.ts';
import { emailLinkRoutes } from './accounts/email-link-routes.ts';
import { emailRoutes } from './accounts/email-routes.ts';
import { openIdRoutes } from './accounts/openid-routes.ts';
import { sessionRoutes } from './accounts/session-routes.ts';
import { signInRoutes } from './accounts/sign-in-routes.ts';
import { assistanceRoutes } from './help/assistance/routes.ts';
import { frameRoutes } from './serving/entry-points/frame-routes.ts';
import { pictureRoutes } from './serving/entry-points/picture-routes.ts';
import { getRoutes } from './serving/entry-points/get-routes.ts';
import { nextOpeningRoutes } from './serving/entry-points/next-opening-routes.ts';
import { goRoutes } from './serving/entry-points/go-routes.ts';
import { dashboardRoutes } from './serving/assets/dashboard-routes.ts';
import { dashboardFolder } from './serving/assets/folders.ts';
import { galleryRoutes } from './serving/assets/gallery-routes.ts';
import { gpcRoutes } from './serving/assets/gpc-routes.ts';
import { securityTxtRoutes } from './serving/assets/security-txt-routes.ts';
import { widgetRoutes } from './serving/assets/widget-routes.ts';
import { availabilityFastPath } from './availability/fast-path.ts';
import { answersRoutes } from './availability/answers-routes.ts';
import { closingsRoutes } from './availability/closings/routes.ts';
import { messageRoutes } from './availability/message-routes.ts';
import { availabilityRoutes } from './availability/routes.ts';
import { feedRoutes } from './schedule/calendars/feed-routes.ts';
import { calendarRoutes } from './schedule/calendars/routes.ts';
import { auditRoutes } from './platform/audit/routes.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { cooperativeRoutes } from './cooperative/routes.ts';
import { contributionRoutes } from './coverage/contribution/routes.ts';
import { makingUpRoutes } from './coverage/making-up/routes.ts';
import { correctionRoutes } from './coverage/clock/correction-routes.ts';
import { clockRoutes, heartbeatClock } from './coverage/clock/routes.ts';
import { missedRoutes } from './coverage/ledger/missed-routes.ts';
import { libraryCoverageRoutes } from './coverage/ledger/library-routes.ts';
import { coverageRoutes } from './coverage/ledger/routes.ts';
import type { Database } from './platform/db/database.ts';
import { exampleRoutes } from './serving/demo/example-routes.ts';
import { demoRoutes } from './serving/demo/routes.ts';
import { hoursRoutes } from './schedule/hours/routes.ts';
import { withPreRouter } from './platform/http/pre-router.ts';
import { createAddressOf } from './platform/http/address.ts';
import { addApiHeaders } from './platform/http/api-headers.ts';
import { allowOtherSites } from './platform/http/cross-site.ts';
import { createHttpDate } from './platform/http/date.ts';
import { answerFaults } from './platform/http/faults.ts';
import { readJsonStrictly } from './platform/http/json-body.ts';
import type { LogStream } from './platform/http/log.ts';
import { markSimulated } from './platform/simulated/mark-responses.ts';
import { addPageHeaders } from './platform/http/page-headers.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { serverOptions } from './platform/http/server-options.ts';
import { endSilentConnections } from './platform/http/silent-connections.ts';
import { endStuckReaders } from './platform/http/stuck-readers.ts';
import { createTokenLookups, type TokenLookups } from './platform/http/token-lookups.ts';
import { limitTime } from './platform/http/time-limit.ts';
import { countAbandoned, eventsFastPath } from './visibility/ingest/fast-path.ts';
import { ingestRoutes } from './visibility/ingest/routes.ts';
import { createOutcomeSender, type OutcomeSender } from './visibility/ingest/send-outcome.ts';
import { monthRoutes } from './visibility/metrics/month-routes.ts';
import { metricsRoutes } from './visibility/metrics/routes.ts';
import { pageCheckRoutes } from './visibility/doctor/routes.ts';
import { servicePageRoutes } from './serving/entry-points/service-pages.ts';
import { helpRoutes } from './visibility/doctor/help-routes.ts';
import { healthRoutes } from './serving/health/health.ts';
import { describeRoutes, openapiRoutes } from './serving/openapi/openapi.ts';
import { prometheusRoutes } from './serving/prometheus/prometheus-routes.ts';
import { createMetrics, type ServerMetrics } from './serving/prometheus/prometheus.ts';
import type { Runtime } from './platform/runtime.ts';
import { snippetRoutes } from './visibility/snippets/routes.ts';
import { campaignRoutes } from './visibility/campaigns/routes.ts';
import { campaignPageRoutes } from './visibility/campaigns/page-routes.ts';
import { handOverRoutes } from './visibility/hand-over/routes.ts';
import { handOverLinkRoutes, handOverPageRoutes } from './visibility/hand-over/token-routes.ts';
import { overviewRoutes, placementRoutes, retirementRoutes } from './visibility/placements/routes.ts';
import { historyRoutes } from './visibility/standard/history-routes.ts';
import { standardRoutes } from './visibility/standard/routes.ts';
import { proposedAddressRoutes } from './cooperative-file/proposed-address-routes.ts';
import { registrationRoutes } from './cooperative-file/registration-routes.ts';
import { sayNotSetUp, setUpRoutes } from './cooperative-file/set-up-routes.ts';
import { noticeFeedRoutes } from './help/notices/feed-routes.ts';
import { questionRoutes } from './workspace/sampling/routes.ts';
import { surveyRoutes } from './workspace/sampling/survey-routes.ts';
import { alertRoutes } from './workspace/alerts/routes.ts';
import { localRoutes } from './workspace/policy-pages/local-routes.ts';
import { policyFileRoutes } from './workspace/policy-pages/file-routes.ts';
import { policyReportRoutes } from './workspace/policy-pages/report-routes.ts';
import { policyPageRoutes } from './workspace/policy-pages/routes.ts';
import { policySearchRoutes } from './workspace/policy-pages/search-routes.ts';
import { recipientRoutes } from './help/notices/routes.ts';
import { heartbeatRoutes } from './coverage/presence/heartbeat-routes.ts';
import { presenceRoutes } from './coverage/presence/routes.ts';
import { changeRoutes } from './availability/push/change-routes.ts';
import { pushRoutes } from './availability/push/routes.ts';
import { moveCover } from './schedule/covers/store.ts';
import { shiftsPreviewRoutes } from './schedule/expansion/preview-routes.ts';
import { scheduleRoutes } from './schedule/expansion/routes.ts';
import type { Services } from './services.ts';
import { endAccountWithCredentials, endCredentials } from './workspace/account-end/end-account.ts';
import { credentialRoutes } from './workspace/account-end/routes.ts';
import { homeRoutes } from './workspace/home/routes.ts';
import { readinessRoutes } from './workspace/readiness/routes.ts';
import { systemRoutes } from './serving/system/routes.ts';
import { checkPageRoutes } from './workspace/local-facts/contacts/check-page-routes.ts';
import { contactRoutes } from './workspace/local-facts/contacts/routes.ts';
import { directoryRoutes } from './workspace/local-facts/contacts/directory-routes.ts';
import { scriptRoutes } from './workspace/local-facts/scripts/routes.ts';
import { sealedRoutes } from './workspace/local-facts/sealed/routes.ts';
import { announcedClosingRoutes } from './schedule/covers/announced-closing-routes.ts';
import { coverRoutes } from './schedule/covers/routes.ts';
import { deskWeekRoutes } from './schedule/covers/week-routes.ts';
import { shiftRequestRoutes } from './schedule/shift-requests/routes.ts';
import { shiftsRoutes } from './schedule/shifts/routes.ts';
import { linkPageRoutes } from './help/notices/link-page-routes.ts';
import { offerLinkRoutes } from './help/notices/offer-link-routes.ts';
import { unsubscribeRoutes } from './help/notices/unsubscribe-routes.ts';
import { mailRoutes } from './workspace/reports/mail-routes.ts';
import { cooperativeReportRoutes } from './workspace/reports/cooperative-routes.ts';
import { reportRoutes } from './workspace/reports/routes.ts';
import { sharePageRoutes } from './workspace/reports/share-page-routes.ts';
import { shareRoutes } from './workspace/reports/share-routes.ts';
import { announcementRoutes } from './workspace/announcements/routes.ts';
import { liaisonMessageRoutes } from './workspace/liaison-messages/routes.ts';
import { meetingRoutes } from './workspace/meetings/routes.ts';
import { stateSheetRoutes } from './workspace/state-sheet/routes.ts';
import { problemReportRoutes } from './workspace/problem-reports/routes.ts';
import { trainingRoutes } from './workspace/training/routes.ts';
import { servedRoutes } from './workspace/training/served-routes.ts';
import { followUpRoutes } from './workspace/follow-ups/routes.ts';

export interface Deps extends Omit<Services, 'close'> {
  config: Config;
  database: Database;
  clock: Clock;
  runtime: Runtime;
  log: LogStream;
  /** Folder with the pages of the demo and the examples; null: they are not served. */
  demoFolder: string | null;
  /** Folder of the dashboard's build; absent: the default output folder. */
  dashboardFolder?: string;
}

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const security = securityHeaders(deps.config);
  const sendOutcome = createOutcomeSender(security);
  const events = { ...deps, sendOutcome, addressOf: createAddressOf(deps.config.trustedProxies) };
  const serverFactory = withPreRouter(
    { security, date: createHttpDate(deps.clock), abandon: countAbandoned(events) },
    availabilityFastPath(deps),
    eventsFastPath(events),
  );
  const app = Fastify({ ...serverOptions(deps.config, deps.log), serverFactory });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerFaults(app);
  limitTime(app);
  readJsonStrictly(app);
  endSilentConnections(app);
  endStuckReaders(app.server);
  const metrics = createMetrics(deps);
  app.decorate('metrics', metrics);
  app.decorate('clock', deps.clock);
  // The guard and the API description collect routes as they are registered, so both come first.
  const sessionLookups = createTokenLookups(deps.clock);
  await app.register(accountsPlugin({ ...deps, database: deps.database.for('sessions'), sessionLookups }));
  await describeRoutes(app, deps.config, deps.runtime);
  await app.register(hotRoutes({ ...deps, sendOutcome }));
  await app.register(observedRoutes({ ...deps, sessionLookups }, metrics));
  return app;
}

/** The routes of every patron's page, and streams: no hook, no plugin, their own constant headers. */
const hotRoutes =
  (deps: Deps & { sendOutcome: OutcomeSender }) =>
  async (scope: FastifyInstance): Promise<void> => {
    await scope.register(availabilityRoutes(deps));
    await scope.register(pushRoutes(deps));
    await scope.register(changeRoutes(deps));
    await scope.register(ingestRoutes(deps));
  };

/** All other routes: measured, with the headers of the API, of pages, or of files for other sites. */
const observedRoutes =
  (deps: Deps & { sessionLookups: TokenLookups }, metrics: ServerMetrics) =>
  async (scope: FastifyInstance): Promise<void> => {
    metrics.observe(scope);
    if (deps.config.simulated) markSimulated(scope);
    const lookups = createTokenLookups(deps.clock);
    await scope.register(async (open) => {
      await allowOtherSites(open);
      await open.register(widgetRoutes(deps));
      await open.register(gpcRoutes);
      await open.register(securityTxtRoutes(deps));
      await open.register(pictureRoutes(deps));
      await open.register(nextOpeningRoutes(deps));
      await open.register(async (api) => {
        addApiHeaders(api);
        await api.register(cooperativeRoutes(deps));
        await api.register(snippetRoutes(deps));
        await api.register(openapiRoutes);
      });
    });
    await scope.register(async (api) => {
      addApiHeaders(api);
      const endAccount: AccountRouteDeps['endAccount'] = (id, options) =>
        endAccountWithCredentials(deps.database, id, options);
      await api.register(auditRoutes(deps));
      await api.register(sessionRoutes(deps));
      await api.register(apiTokenRoutes(deps));
      await api.register(accountRoutes({ ...deps, endAccount }));
      await api.register(colleagueRoutes({ ...deps, endAccount }));
      await api.register(accountDataRoutes({ ...deps, endAccount }));
      await api.register(credentialRoutes(deps));
      await api.register(emailRoutes(deps));
      await api.register(hoursRoutes(deps));
      await api.register(shiftsRoutes(deps));
      await api.register(coverRoutes(deps));
      await api.register(announcedClosingRoutes(deps));
      await api.register(scheduleRoutes(deps));
      await api.register(shiftsPreviewRoutes(deps));
      await api.register(deskWeekRoutes(deps));
      await api.register(shiftRequestRoutes(deps));
      await api.register(feedRoutes(deps));
      await api.register(calendarRoutes({ ...deps, lookups }));
      await api.register(coverageRoutes(deps));
      await api.register(libraryCoverageRoutes(deps));
      await api.register(missedRoutes(deps));
      await api.register(contributionRoutes(deps));
      await api.register(makingUpRoutes(deps));
      await api.register(answersRoutes(deps));
      await api.register(messageRoutes(deps));
      await api.register(closingsRoutes(deps));
      await api.register(assistanceRoutes(deps));
      await api.register(presenceRoutes(deps));
      const deskClock = heartbeatClock(deps);
      await api.register(heartbeatRoutes({ ...deps, lookups, deskClock, database: deps.database.for('sessions') }));
      await api.register(clockRoutes(deps));
      await api.register(correctionRoutes(deps));
      await api.register(placementRoutes(deps));
      await api.register(retirementRoutes(deps));
      await api.register(overviewRoutes(deps));
      await api.register(metricsRoutes(deps));
      await api.register(monthRoutes(deps));
      await api.register(reportRoutes(deps));
      await api.register(cooperativeReportRoutes(deps));
      await api.register(shareRoutes(deps));
      await api.register(mailRoutes(deps));
      await api.register(pageCheckRoutes(deps));
      await api.register(campaignRoutes(deps));
      await api.register(handOverRoutes(deps));
      await api.register(handOverLinkRoutes({ ...deps, lookups }));
      await api.register(registrationRoutes(deps));
      await api.register(proposedAddressRoutes(deps));
      await api.register(standardRoutes(deps));
      await api.register(historyRoutes(deps));
      await api.register(questionRoutes(deps));
      await api.register(surveyRoutes(deps));
      await api.register(announcementRoutes(deps));
      await api.register(meetingRoutes(deps));
      await api.register(stateSheetRoutes(deps));
      await api.register(problemReportRoutes(deps));
      await api.register(trainingRoutes(deps));
      await api.register(servedRoutes(deps));
      await api.register(followUpRoutes(deps));
      await api.register(alertRoutes(deps));
      await api.register(sealedRoutes(deps));
      await api.register(scriptRoutes(deps));
      await api.register(contactRoutes(deps));
      await api.register(directoryRoutes(deps));
      await api.register(liaisonMessageRoutes(deps));
      await api.register(recipientRoutes(deps));
      await api.register(policyPageRoutes(deps));
      await api.register(policyFileRoutes(deps));
      await api.register(policyReportRoutes(deps));
      await api.register(policySearchRoutes(deps));
      await api.register(noticeFeedRoutes({ ...deps, lookups }));
      await api.register(homeRoutes(deps));
      await api.register(readinessRoutes(deps));
      await api.register(systemRoutes(deps));
      await api.register(healthRoutes(deps));
      await api.register(prometheusRoutes(metrics, deps.config));
    });
    await scope.register(frameRoutes(deps));
    await scope.register(async (pages) => {
      await addPageHeaders(pages);
      sayNotSetUp(pages, deps.registry);
      await pages.register(signInRoutes({ ...deps, lookups }));
      await pages.register(setUpRoutes({ ...deps, lookups }));
      await pages.register(emailLinkRoutes({ ...deps, lookups }));
      // A role that is gone ends API tokens, whose rows a request of nobody does not have.
      const sessions = deps.database.for('sessions');
      if (deps.openIdProvider)
        await pages.register(
          openIdRoutes({
            ...deps,
            database: sessions,
            provider: deps.openIdProvider,
            endCredentials: (...ended) => endCredentials(deps.database, ...ended),
          }),
        );
      await pages.register(unsubscribeRoutes({ ...deps, lookups }));
      await pages.register(linkPageRoutes({ ...deps, lookups }));
      const covers = {
        // The link says for which account and library; the press is no request of a session.
        database: deps.database.for('jobs'),
        name: (library: string) => deps.registry.library(library)?.name ?? library,
      };
      await pages.register(
        offerLinkRoutes({
          ...deps,
          lookups,
          accept: (offer, made) => moveCover(covers, { ...offer, step: 'accepted' }, made),
        }),
      );
      await pages.register(goRoutes(deps));
      await pages.register(localRoutes(deps));
      await pages.register(getRoutes(deps));
      await pages.register(campaignPageRoutes({ ...deps, lookups }));
      await pages.register(checkPageRoutes({ ...deps, lookups }));
      await pages.register(handOverPageRoutes({ ...deps, lookups }));
      await pages.register(sharePageRoutes({ ...deps, lookups }));
      await pages.register(dashboardRoutes({ folder: deps.dashboardFolder ?? dashboardFolder(), config: deps.config }));
      await pages.register(helpRoutes(deps));
      await pages.register(servicePageRoutes);
      await pages.register(galleryRoutes);
      if (deps.demoFolder !== null) {
        await pages.register(demoRoutes({ folder: deps.demoFolder, registry: deps.registry }));
        await pages.register(exampleRoutes({ folder: deps.demoFolder }));
      }
    });
  };
