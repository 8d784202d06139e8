import type { Clock } from '../clock.ts';
import { type Database, type Queries, runStatement } from '../database/index.ts';

export interface RecurringTask {
  name: string;
  intervalMs: number;
}

const FIND_DUE = `
  select task.name from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as task (name, before, after)
  where not exists (
    select 1 from recurring_tasks as ran
    where ran.name = task.name and ran.last_run_at > task.before and ran.last_run_at <= task.after
  )`;
// The node whose statement comes first takes the turn; the others' update nothing. A last run in the future, more than an
// interval ahead, is from a clock that has been set back: without the second condition the task would sleep until then.
const TAKE_TURN = `
  insert into recurring_tasks as ran (name, last_run_at) values ($1, $2)
  on conflict (name) do update set last_run_at = excluded.last_run_at
  where ran.last_run_at <= $3 or ran.last_run_at > $4
  returning name`;

/** Adds a job, through `add`, for each task that is due on the clock; each turn goes to one node and its job commits with it. */
export async function scheduleRecurring(
  { database, clock }: { database: Database; clock: Clock },
  tasks: readonly RecurringTask[],
  add: (tx: Queries, name: string) => Promise<void>,
): Promise<void> {
  if (tasks.length === 0) return;
  const now = clock.now();
  const before = (task: RecurringTask): Date => new Date(now.getTime() - task.intervalMs);
  const after = (task: RecurringTask): Date => new Date(now.getTime() + task.intervalMs);
  const due = await runStatement<{ name: string }>(database.queries, FIND_DUE, [
    tasks.map(({ name }) => name),
    tasks.map(before),
    tasks.map(after),
  ]);
  for (const task of tasks.filter(({ name }) => due.some((row) => row.name === name))) {
    await database.transaction(async (tx) => {
      const turn = await runStatement(tx, TAKE_TURN, [task.name, now, before(task), after(task)]);
      if (turn.length > 0) await add(tx, task.name);
    });
  }
}
