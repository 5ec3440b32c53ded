// In:    this node's meters; a separate listener, or a token.
// Out:   GET /metrics in the Prometheus text format.
// Never: public without a token: only the operator may see it.
import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { problemSchema } from '@askusnow/sdk/contract';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import { withPreRouter } from '../../platform/http/pre-router.ts';
import { addApiHeaders } from '../../platform/http/api-headers.ts';
import { bearerToken } from '../../platform/http/bearer.ts';
import { createHttpDate } from '../../platform/http/date.ts';
import { answerFaults } from '../../platform/http/faults.ts';
import type { LogStream } from '../../platform/http/log.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { securityHeaders } from '../../platform/http/security-headers.ts';
import { serverOptions } from '../../platform/http/server-options.ts';
import type { ServerMetrics } from './prometheus.ts';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `isOwnListener`: only the operator's network reaches the port, so no token is needed. */
export const prometheusRoutes =
  ({ register }: ServerMetrics, { metricsToken }: Pick<Config, 'metricsToken'>, { isOwnListener = false } = {}) =>
  async (scope: FastifyInstance): Promise<void> => {
    const expected = metricsToken === null ? null : digestOf(metricsToken);
    scope.get(
      '/metrics',
      {
        config: { access: 'bearer' },
        schema: {
          tags: ['operations'],
          summary: 'What this node is doing, for Prometheus; 404 where no token is set',
          security: [{ metricsToken: [] }],
          response: {
            200: { description: 'Prometheus text format.', content: { 'text/plain': { schema: z.string() } } },
            404: problemSchema,
          },
        },
      },
      async (request, reply) => {
        if (expected === null && !isOwnListener) return sendNotFound(reply);
        const given = digestOf(bearerToken(request.headers.authorization) ?? '');
        if (expected !== null && !timingSafeEqual(expected, given)) {
          reply.header('www-authenticate', 'Bearer');
          return sendProblem(reply, 401, 'wrong-token', 'Send `Authorization: Bearer` and the token of METRICS_TOKEN.');
        }
        return reply.type(register.contentType).send(await register.metrics());
      },
    );
  };

/** The app on METRICS_PORT, which must not be proxied to the public. */
export async function buildMetricsApp(
  config: Config,
  { metrics, clock, log }: { metrics: ServerMetrics; clock: Clock; log: LogStream },
): Promise<FastifyInstance> {
  const serverFactory = withPreRouter({ security: securityHeaders(config), date: createHttpDate(clock) });
  const app = Fastify({ ...serverOptions(config, log), serverFactory });
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  answerFaults(app);
  addApiHeaders(app);
  await app.register(prometheusRoutes(metrics, config, { isOwnListener: true }));
  return app;
}
