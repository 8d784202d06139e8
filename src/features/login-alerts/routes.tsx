import { z } from 'zod';
import { parseInput, type Reply, refuseInput, type Visit } from '../../foundations/http/index.ts';
import type { ChangeActor } from '../recovery/index.ts';
import { ALERT_MODES } from './alert-mode.ts';
import type { ModeChange } from './change-alert-mode.ts';
import { type AlertSettings, loginAlertsPage, PAGE_PATH } from './login-alerts-page.tsx';
import { words } from './words.ts';

interface Deps {
  readSettings(userId: string): Promise<AlertSettings>;
  changeMode(change: ModeChange): Promise<void>;
}

/** What these pages need of the session that passed the guard. */
type SignedIn = { userId: string } & NonNullable<ChangeActor['session']>;

const input = z.strictObject({ mode: z.enum(ALERT_MODES, { error: 'mode-invalid' }) });

export function createLoginAlertsRoutes({ readSettings, changeMode }: Deps) {
  return {
    async show(visit: Visit, { userId }: { userId: string }): Promise<Reply> {
      const settings = await readSettings(userId);
      const saved = visit.query.saved === settings.mode;
      return { kind: 'page', page: loginAlertsPage(settings, visit, { saved }), json: settings };
    },

    async change(visit: Visit, session: SignedIn): Promise<Reply> {
      const { userId } = session;
      const t = words(visit.locale);
      const parsed = parseInput(input, visit.body, visit.locale, (code) =>
        code === 'mode-invalid' ? t(code) : undefined,
      );
      if (!parsed.ok) {
        const { errors } = parsed;
        return refuseInput(errors, loginAlertsPage(await readSettings(userId), visit, { errors }));
      }
      const { mode } = parsed.value;
      await changeMode({ userId, mode, actor: { client: visit.client, session } });
      return { kind: 'done', status: 200, json: { mode }, location: `${PAGE_PATH}?saved=${mode}` };
    },
  };
}
