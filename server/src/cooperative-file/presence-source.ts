// In:    the file's plain data, valid or not; the hosts that the configuration allows.
// Out:   every presence source with a host that the server would not contact.
// Never: resolves a name: server/src/platform/egress checks the connection itself.
import { createEgress } from '../platform/egress/egress.ts';
import { fieldsOf, listOf, type CrossFault } from './cross-check.ts';

export function sourceFaults(data: unknown, egressAllow: readonly string[]): CrossFault[] {
  const egress = createEgress({ allow: egressAllow });
  return listOf(fieldsOf(data)['queues']).flatMap((queue, index): CrossFault[] => {
    const { host, scheme } = fieldsOf(fieldsOf(queue)['presence']);
    if (typeof host !== 'string' || !URL.canParse(`https://${host}/`)) return [];
    const path = ['queues', index, 'presence'];
    const hostFault = egress.fault(`https://${host}/`);
    if (hostFault !== undefined) return [{ path: [...path, 'host'], message: hostFault }];
    const schemeFault = scheme === 'http' ? egress.fault(`http://${host}/`) : undefined;
    return schemeFault === undefined ? [] : [{ path: [...path, 'scheme'], message: schemeFault }];
  });
}
