import { z } from 'zod';
import { type Handler, parseInput, type Reply, refuse, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { addressRefusedPage } from './address-refused-page.tsx';
import { type RestoreForm, replyToSignIn } from './reply-to-sign-in.tsx';
import { type SecondFactorForm, secondFactorPage } from './second-factor-page.tsx';
import type { createSignInWithSecondFactor } from './sign-in-with-second-factor.ts';
import { waitingText } from './waiting-text.ts';
import { words } from './words.ts';

const common = { username: z.string().optional(), resume: z.string().optional() };
const input = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(['totp', 'backup-code']), code: z.string().min(1).max(64), ...common }),
  z.strictObject({ method: z.literal('password'), password: z.string().min(1).max(1024), ...common }),
]);

const END_OF_PENDING = { name: 'pending', value: null } as const;

interface Deps {
  secondFactor: ReturnType<typeof createSignInWithSecondFactor>;
  restoreForm: RestoreForm;
}

/** The doors that the pending cookie opens: they add a proof, and nothing else (2F-9). */
export function createSecondFactorRoutes({ secondFactor, restoreForm }: Deps) {
  const show: Handler<unknown> = async (visit) => {
    const pending = await secondFactor.show(visit.cookies.pending);
    if (pending === null) return startOver();
    const page = secondFactorPage(visit, { ...pending, resume: visit.query.resume });
    return { kind: 'page', page, json: { methods: pending.methods } };
  };

  const submit: Handler<unknown> = async (visit) => {
    const parsed = parseInput(input, visit.body, visit.locale);
    const pending = await secondFactor.show(visit.cookies.pending);
    if (pending === null) return parsed.ok ? startOver() : refuseInput(parsed.errors);
    const resume = typeof visit.body.resume === 'string' ? visit.body.resume : undefined;
    const tried = (['backup-code', 'password'] as const).find((method) => method === visit.body.method) ?? 'totp';
    const form: SecondFactorForm = { ...pending, resume, tried };
    if (!parsed.ok) {
      const error = parsed.errors.find(({ field }) => field === 'code' || field === 'password')?.message;
      return refuseInput(parsed.errors, secondFactorPage(visit, { ...form, error }));
    }
    const { client, cookies } = visit;
    const result = await secondFactor.signIn({
      method: parsed.value.method,
      code: parsed.value.method === 'password' ? parsed.value.password : parsed.value.code,
      client,
      pendingCookie: cookies.pending,
      deviceCookie: cookies.device,
      replacedSession: cookies.session,
    });
    switch (result.next) {
      case 'done':
        return replyToSignIn(visit, result, restoreForm(visit, resume));
      case 'waiting':
        return waiting(visit, form, result.seconds);
      case 'refused':
        return wrong(visit, form);
      case 'closed':
        return closed(visit, form);
      case 'address-not-allowed':
        return { ...refuse('address-not-allowed', {}, addressRefusedPage(visit)), cookies: [END_OF_PENDING] };
      default:
        return startOver();
    }
  };

  function wrong(visit: Visit, form: SecondFactorForm): Reply {
    const error = words(visit.locale)(wrongWords(form.tried));
    return refuse('sign-in-refused', { detail: error }, secondFactorPage(visit, { ...form, error }));
  }

  function waiting(visit: Visit, form: SecondFactorForm, seconds: number): Reply {
    const notice = waitingText(visit.locale, 'second-waiting', seconds);
    const page = secondFactorPage(visit, { ...form, tried: undefined, notice });
    return refuse('too-many-requests', { retryAfterSeconds: seconds, detail: notice }, page);
  }

  /** Only who gave the first factor hears it: that one was right, and which way is still open is no secret to them. */
  function closed(visit: Visit, { tried }: SecondFactorForm): Reply {
    const which = tried === 'password' ? 'second-closed-password' : 'second-closed';
    const detail = words(visit.locale)(which);
    const location = `/sign-in?${new URLSearchParams({ done: which })}`;
    return { ...refuse('sign-in-refused', { detail }), location, cookies: [END_OF_PENDING] };
  }

  return { show, submit };
}

function wrongWords(tried: string | undefined) {
  if (tried === 'password') return 'second-wrong-password';
  return tried === 'backup-code' ? 'second-wrong-backup' : 'second-wrong';
}

/** Expired, used, or never begun here: the password again. */
function startOver(): Reply {
  return { ...refuse('sign-in-refused'), location: '/sign-in?done=start-over', cookies: [END_OF_PENDING] };
}
