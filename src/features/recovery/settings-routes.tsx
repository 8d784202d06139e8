import { z } from 'zod';
import { type Handler, parseInput, refuseInput, type Visit } from '../../foundations/http/index.ts';
import type { ChangeActor } from './security-change.ts';
import { type RecoverySettings, recoverySettingsPage } from './settings-page.tsx';
import { LONGEST_WAIT, SHORTEST_WAIT, waitAt } from './wait.ts';
import { words } from './words.ts';

/** Days, as the options of the form have them. */
const input = z.strictObject({
  waitDays: z
    .string()
    .regex(/^[1-9]\d?$/, { error: 'wait-invalid' })
    .transform(Number)
    .refine((days) => days >= SHORTEST_WAIT && days <= LONGEST_WAIT, { error: 'wait-invalid' }),
});

type SignedIn = NonNullable<ChangeActor['session']>;

interface Deps {
  readSettings(userId: string): Promise<RecoverySettings>;
  changeWait(userId: string, days: number, actor: ChangeActor): Promise<unknown>;
}

export function createRecoverySettingsRoutes({ readSettings, changeWait }: Deps) {
  const show: Handler<SignedIn> = async (visit, { userId }) => {
    const settings = await readSettings(userId);
    const page = recoverySettingsPage(visit, settings, { isChanged: visit.query.done === 'changed' });
    return { kind: 'page', page, json: jsonOf(settings, visit) };
  };

  const change: Handler<SignedIn> = async (visit, session) => {
    const parsed = parseInput(input, visit.body, visit.locale, (code) =>
      code === 'wait-invalid' || code === 'required' ? words(visit.locale)('wait-invalid') : undefined,
    );
    if (!parsed.ok) {
      const settings = await readSettings(session.userId);
      const page = recoverySettingsPage(visit, settings, { isChanged: false, errors: parsed.errors });
      return refuseInput(parsed.errors, page);
    }
    await changeWait(session.userId, parsed.value.waitDays, { client: visit.client, session });
    return { kind: 'done', status: 200, json: {}, location: '/security/recovery?done=changed' };
  };

  return { show, change };
}

function jsonOf({ wait, waiting, frozenUntil }: RecoverySettings, visit: Visit): object {
  return {
    waitDays: wait.days,
    waitDaysNow: waitAt(wait, visit.now),
    waiting: waiting && {
      lost: waiting.lost,
      askedAt: waiting.requested_at.toISOString(),
      completesAt: waiting.completes_at.toISOString(),
      wasStopped: waiting.stopped_at !== null,
    },
    frozenUntil: frozenUntil?.toISOString() ?? null,
  };
}
