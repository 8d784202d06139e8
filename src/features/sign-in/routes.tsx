import { z } from 'zod';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import {
  type Handler,
  localPath,
  parseInput,
  type RefusalReply,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { Session } from '../sessions/index.ts';
import { addressRefusedPage } from './address-refused-page.tsx';
import { type RestoreForm, replyToSignIn } from './reply-to-sign-in.tsx';
import { type SignInForm, signInPage } from './sign-in-page.tsx';
import type { PasswordSignIn, SignInResult } from './sign-in-with-password.ts';
import { waitingText } from './waiting-text.ts';
import { words } from './words.ts';

/** Long enough for any password we set, short enough to hash (PW-14). */
const MOST_PASSWORD_CHARACTERS = 1024;

const input = z.strictObject({
  email: z.string().max(320),
  password: z.string().min(1).max(MOST_PASSWORD_CHARACTERS),
  keep: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
  next: z.string().optional(),
  resume: z.string().optional(),
});

interface Deps {
  signInWithPassword(request: PasswordSignIn): Promise<SignInResult>;
  /** Its passkeys are still taken, by a button of their own; null: none. */
  formerPasskeyDomain: string | null;
  restoreForm: RestoreForm;
}

export function createSignInRoutes({ signInWithPassword, formerPasskeyDomain, restoreForm }: Deps) {
  const formerDomain = formerPasskeyDomain ?? undefined;
  /** The form, or the overview for someone who is in already. */
  const show: Handler<Session | null> = async (visit, session) => {
    if (session !== null) return { kind: 'done', status: 200, json: { next: 'done' }, location: '/security' };
    const next = localPath(visit.query.next) ?? undefined;
    return {
      kind: 'page',
      page: signInPage(visit, { next, resume: visit.query.resume, notice: noticeOf(visit), formerDomain }),
      json: {},
    };
  };

  const submit: Handler<unknown> = async (visit) => {
    const t = words(visit.locale);
    const parsed = parseInput(input, visit.body, visit.locale);
    if (!parsed.ok)
      return refuseInput(parsed.errors, signInPage(visit, { ...typedBefore(visit), errors: parsed.errors }));
    const { password, keep, resume } = parsed.value;
    const form: SignInForm = { ...typedBefore(visit), keep };
    const email = normaliseEmailAddress(parsed.value.email);
    if (email === null) {
      const errors = [{ field: 'email', code: 'invalid', message: t('email-invalid') }];
      return refuseInput(errors, signInPage(visit, { ...form, errors }));
    }
    const returnTo = localPath(parsed.value.next);
    const { client, cookies } = visit;
    const result = await signInWithPassword({
      email,
      password,
      keep,
      returnTo,
      client,
      deviceCookie: cookies.device,
      replacedSession: cookies.session,
    });
    return result.next === 'done'
      ? replyToSignIn(visit, result, restoreForm(visit, resume))
      : replyTo(result, visit, form, resume);
  };

  return { show, submit };
}

function replyTo(
  result: Exclude<SignInResult, { next: 'done' }>,
  visit: Visit,
  form: SignInForm,
  resume: string | undefined,
): Reply {
  const t = words(visit.locale);
  switch (result.next) {
    case 'second-factor':
      return {
        kind: 'done',
        status: 200,
        json: { next: 'second-factor', methods: result.methods },
        location: resume ? `/sign-in/second-factor?${new URLSearchParams({ resume })}` : '/sign-in/second-factor',
        cookies: result.cookies,
      };
    case 'waiting':
      return waiting(result.seconds, visit, form);
    case 'address-not-allowed':
      return refuse('address-not-allowed', {}, addressRefusedPage(visit));
    case 'refused': {
      const notice = { tone: 'danger' as const, title: t('refused-title'), text: t('refused') };
      return refuse('sign-in-refused', {}, signInPage(visit, { ...form, notice }));
    }
  }
}

function waiting(seconds: number, visit: Visit, form: SignInForm): RefusalReply {
  const text = waitingText(visit.locale, 'waiting', seconds);
  const title = words(visit.locale)('refused-title');
  const page = signInPage(visit, { ...form, notice: { tone: 'warning', title, text } });
  return refuse('too-many-requests', { retryAfterSeconds: seconds, detail: text }, page);
}

/** What was typed is not asked for again (AX-3), the password excepted. */
function typedBefore({ body }: Visit): SignInForm {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return {
    email: text('email'),
    keep: body.keep === 'on',
    next: localPath(text('next')) ?? undefined,
    resume: text('resume'),
  };
}

/** What the page before did; only these words can be asked for. */
const GOOD = ['signed-out', 'all-signed-out', 'verified', 'password-reset'] as const;
const OVER = ['start-over', 'second-closed', 'second-closed-password'] as const;

function noticeOf(visit: Visit): SignInForm['notice'] {
  const t = words(visit.locale);
  if (visit.query.resume !== undefined) return { tone: 'info', title: t('please'), text: t('kept-form') };
  if (visit.query.next !== undefined) return { tone: 'info', text: t('please') };
  const good = GOOD.find((key) => key === visit.query.done);
  if (good) return { tone: 'good', text: t(good) };
  const over = OVER.find((key) => key === visit.query.done);
  return over && { tone: over === 'start-over' ? 'info' : 'warning', text: t(over) };
}
