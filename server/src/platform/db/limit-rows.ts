// In:    a connection that was just taken from the pool, and the scope of the current request.
// Out:   each of its transactions begins with the request's scope; a single statement gets such a transaction.
// Never: leaves a setting behind for the next request: each ends with its transaction.
import { CompiledQuery, type AbortableOperationOptions, type DatabaseConnection } from 'kysely';
import { currentRows } from './request-deadline.ts';
import { scopeStatement } from './row-scope.ts';

const BEGINS = /^(?:begin|start transaction)\b/;
const ENDS = /^(?:commit|rollback)$/;

/**
 * Outside of a request nothing is set, so the policies admit nothing. The scope travels with the statement that begins
 * the transaction.
 */
export const limitRows = async (connection: DatabaseConnection): Promise<void> => {
  const execute: DatabaseConnection['executeQuery'] = connection.executeQuery.bind(connection);
  let isOpen = false;
  const begin = (statement: string) => {
    const rows = currentRows();
    return execute(CompiledQuery.raw(rows === null ? statement : `${statement}; ${scopeStatement(rows)}`));
  };
  const executeAlone = async <Row>(query: CompiledQuery, options?: AbortableOperationOptions) => {
    if (currentRows() === null) return execute<Row>(query, options);
    await begin('begin');
    try {
      const result = await execute<Row>(query, options);
      await execute(CompiledQuery.raw('commit'));
      return result;
    } catch (error) {
      // A connection that is lost reports the statement's error, not this one's.
      await execute(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw error;
    }
  };
  connection.executeQuery = async <Row>(query: CompiledQuery, options?: AbortableOperationOptions) => {
    if (isOpen) {
      isOpen = !ENDS.test(query.sql);
      return execute<Row>(query, options);
    }
    if (!BEGINS.test(query.sql)) return executeAlone<Row>(query, options);
    isOpen = true;
    await begin(query.sql);
    return { rows: [] };
  };
};
