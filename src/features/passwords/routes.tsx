import { z } from 'zod';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import { type Client, type Handler, parseInput, refuse, refuseInput } from '../../foundations/http/index.ts';
import type { ChangeRequest, ChangeResult, SignedInOwner } from './change-password.ts';
import { changePasswordPage } from './change-password-page.tsx';
import { forgotPasswordPage, resetRequestedPage } from './forgot-password-page.tsx';
import type { Judge } from './judge-password.ts';
import { fieldErrorFor, wordsFor } from './password-words.ts';
import type { ResetPassword } from './reset-password.ts';
import { passwordResetPage, resetLinkSpentPage, resetPasswordPage } from './reset-password-page.tsx';
import { words } from './words.ts';

/** Beyond any password we accept, so that the policy's own words say what is too long (PW-14). */
const password = z.string().min(1).max(4096);
/** Browsers send the hidden field that tells a password manager whose password it is. */
const username = z.string().optional();

const strengthInput = z.strictObject({
  password,
  email: z.string().max(320).optional(),
  name: z.string().max(200).optional(),
});
const changeInput = z.strictObject({ current: password, password, username });
const forgotInput = z.strictObject({ email: z.string().min(1).max(320) });
const resetInput = z.strictObject({ token: z.string().min(1).max(200), password, username });

interface Deps {
  judge: Judge;
  changePassword(request: ChangeRequest): Promise<ChangeResult>;
  requestReset(email: string, client: Client): Promise<void>;
  resetPassword: ResetPassword;
}

export function createPasswordRoutes({ judge, changePassword, requestReset, resetPassword }: Deps) {
  /** What the meter shows: the judgement that counts when the form is sent. Keeps nothing. */
  const judgeStrength: Handler<Pick<SignedInOwner, 'email' | 'name'> | null> = async (visit, owner) => {
    const parsed = parseInput(strengthInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { email = owner?.email, name = owner?.name } = parsed.value;
    const judgement = await judge(parsed.value.password, { email, name });
    const { score, ok } = judgement;
    return { kind: 'done', status: 200, json: { score, ok, words: wordsFor(judgement, visit.locale) } };
  };

  const showChange: Handler<SignedInOwner> = async (visit, owner) => ({
    kind: 'page',
    page: changePasswordPage(visit, owner, { isChanged: visit.query.done === 'changed' }),
    json: { mustChange: owner.mustChangePassword },
  });

  const change: Handler<SignedInOwner> = async (visit, owner) => {
    const t = words(visit.locale);
    const parsed = parseInput(changeInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, changePasswordPage(visit, owner, { errors: parsed.errors }));
    const { current, password } = parsed.value;
    const { client, cookies } = visit;
    const result = await changePassword({ session: owner, current, password, client, deviceCookie: cookies.device });
    switch (result.result) {
      case 'changed':
        return { kind: 'done', status: 200, json: {}, location: '/security/password?done=changed' };
      case 'refused': {
        const errors = [fieldErrorFor(result.refusal, visit.locale)].filter((error) => error !== null);
        return refuseInput(errors, changePasswordPage(visit, owner, { errors }));
      }
      case 'passkey-only': {
        const text = t('passkey-only');
        const page = changePasswordPage(visit, owner, { notice: { tone: 'warning', text } });
        return refuse('conflict', { detail: text }, page);
      }
      case 'wrong-current': {
        const errors = [{ field: 'current', code: 'wrong', message: t('wrong-current') }];
        return refuse(
          'not-allowed',
          { detail: t('wrong-current'), errors },
          changePasswordPage(visit, owner, { errors }),
        );
      }
      case 'waiting': {
        const { seconds } = result;
        const text = t('waiting', { seconds, minutes: seconds <= 90 ? 0 : Math.ceil(seconds / 60) });
        const page = changePasswordPage(visit, owner, { notice: { tone: 'warning', text } });
        return refuse('too-many-requests', { retryAfterSeconds: seconds, detail: text }, page);
      }
    }
  };

  const showForgot: Handler<unknown> = async (visit) => ({ kind: 'page', page: forgotPasswordPage(visit), json: {} });

  const forgot: Handler<unknown> = async (visit) => {
    const parsed = parseInput(forgotInput, visit.body, visit.locale);
    const typed = typeof visit.body.email === 'string' ? { email: visit.body.email } : {};
    if (!parsed.ok) return refuseInput(parsed.errors, forgotPasswordPage(visit, { ...typed, errors: parsed.errors }));
    const email = normaliseEmailAddress(parsed.value.email);
    if (email === null) {
      const errors = [{ field: 'email', code: 'invalid', message: words(visit.locale)('forgot-email-invalid') }];
      return refuseInput(errors, forgotPasswordPage(visit, { ...typed, errors }));
    }
    await requestReset(email, visit.client);
    return { kind: 'done', status: 202, json: { next: 'check-mail' }, page: resetRequestedPage(visit) };
  };

  /** Shows, spends nothing: mail scanners open links too (RC-6). */
  const showReset: Handler<unknown> = async (visit) => {
    const token = visit.query.token ?? '';
    const owner = await resetPassword.ownerOf(token);
    if (owner === null) return refuse('link-spent', {}, resetLinkSpentPage(visit));
    return {
      kind: 'page',
      page: resetPasswordPage(visit, { token, email: owner.email }),
      json: { email: owner.email },
    };
  };

  const reset: Handler<unknown> = async (visit) => {
    const parsed = parseInput(resetInput, visit.body, visit.locale);
    if (!parsed.ok) {
      const token = typeof visit.body.token === 'string' ? visit.body.token : '';
      const owner = await resetPassword.ownerOf(token);
      if (token !== '' && owner === null) return refuse('link-spent', {}, resetLinkSpentPage(visit));
      const page = owner ? resetPasswordPage(visit, { token, email: owner.email }, parsed.errors) : undefined;
      return refuseInput(parsed.errors, page);
    }
    const { token, password } = parsed.value;
    const result = await resetPassword.reset(token, password, visit.client);
    switch (result.result) {
      case 'done':
        return { kind: 'done', status: 200, json: { next: 'sign-in' }, page: passwordResetPage(visit) };
      case 'link-spent':
        return refuse('link-spent', {}, resetLinkSpentPage(visit));
      case 'refused': {
        const errors = [fieldErrorFor(result.refusal, visit.locale)].filter((error) => error !== null);
        return refuseInput(errors, resetPasswordPage(visit, { token, email: result.owner.email }, errors));
      }
    }
  };

  /** RC-9: browsers and password managers look here for the page to change a password on. */
  const wellKnown: Handler<unknown> = async () => ({ kind: 'redirect', location: '/security/password' });

  return { judgeStrength, showChange, change, showForgot, forgot, showReset, reset, wellKnown };
}
