import { toCsv } from '../../foundations/csv.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { type ActivityFilter, type ActivityRow, listActivity } from './activity-table.ts';

const BATCH = 500;
/** An export is one answer: beyond this, narrow it by date. */
const MOST_EXPORTED = 20_000;

const COLUMNS = [
  ['id', (row) => row.id],
  ['at', (row) => row.at.toISOString()],
  ['kind', (row) => row.kind],
  ['actor', (row) => row.actor_email],
  ['actor_id', (row) => row.actor_user_id],
  ['subject', (row) => row.subject_email],
  ['subject_id', (row) => row.subject_user_id],
  ['before', (row) => JSON.stringify(row.before_value)],
  ['after', (row) => JSON.stringify(row.after_value)],
  ['proof', (row) => row.proof_methods.join(' ')],
  ['assurance', (row) => row.proof_assurance],
  ['address', (row) => row.address],
  ['browser', (row) => row.browser],
  ['system', (row) => row.system],
] as const satisfies readonly (readonly [string, (row: ActivityRow) => string | null])[];

/** The trail as a file, newest first. */
export async function exportActivity(
  queries: Queries,
  accountId: string,
  filter: ActivityFilter,
  format: 'csv' | 'json',
): Promise<string> {
  const rows: ActivityRow[] = [];
  for (let before: number | null = null; rows.length < MOST_EXPORTED; ) {
    const batch: ActivityRow[] = await listActivity(queries, accountId, filter, before, BATCH);
    rows.push(...batch);
    before = batch.at(-1)?.seq ?? null;
    if (batch.length < BATCH) break;
  }
  if (format === 'json') return `${JSON.stringify({ events: rows.map(activityJson) }, null, 1)}\n`;
  const head = COLUMNS.map(([name]) => name);
  return toCsv([head, ...rows.map((row) => COLUMNS.map(([, read]) => read(row)))]);
}

/** One line for programs. */
export function activityJson(row: ActivityRow) {
  const { id, kind, actor_email, actor_user_id, subject_email, subject_user_id } = row;
  return {
    id,
    at: row.at.toISOString(),
    kind,
    actor: actor_user_id === null ? null : { id: actor_user_id, email: actor_email },
    subject: subject_email === null ? null : { id: subject_user_id, email: subject_email },
    before: row.before_value,
    after: row.after_value,
    proof: { methods: row.proof_methods, assurance: row.proof_assurance },
    address: row.address,
    client: { browser: row.browser, system: row.system },
  };
}
