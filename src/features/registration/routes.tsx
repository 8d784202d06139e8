import { z } from 'zod';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import {
  type FieldError,
  type Handler,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import { isTimeZone, LOCALES, type Locale } from '../../foundations/i18n/index.ts';
import type { SignUpRequest } from './ask-sign-up.ts';
import type { createConfirmAddress } from './confirm-address.ts';
import { normaliseName } from './person-name.ts';
import {
  mailSentPage,
  type NewPasswordWords,
  type SignUpForm,
  signUpPage,
  verifyAddressPage,
} from './sign-up-page.tsx';
import { words } from './words.ts';

const signUpInput = z.strictObject({
  email: z.string().max(320),
  password: z.string().min(1).max(4096),
  name: z.string().max(400).default(''),
  locale: z.enum(LOCALES).optional(),
  timeZone: z.string().max(64).optional(),
});
const verifyInput = z.strictObject({ token: z.string().max(200), password: z.string().max(4096).optional() });
interface Deps {
  askSignUp(request: SignUpRequest): Promise<void>;
  confirmAddress: ReturnType<typeof createConfirmAddress>;
  /** The field's error when the password may not be chosen. */
  judgePassword(
    password: string,
    context: { email: string; name: string },
    locale: Locale,
  ): Promise<{ code: string; message: string } | null>;
  newPasswordWords(locale: Locale): NewPasswordWords;
  mailboxPath: string | null;
}

export function createRegistrationRoutes(deps: Deps) {
  const { askSignUp, confirmAddress, judgePassword, newPasswordWords, mailboxPath } = deps;
  const form = (visit: Visit, typed: SignUpForm) => signUpPage(visit, typed, newPasswordWords(visit.locale));

  const showSignUp: Handler<unknown> = async (visit) => ({ kind: 'page', page: form(visit, {}), json: {} });

  const signUp: Handler<unknown> = async (visit) => {
    const parsed = parseInput(signUpInput, visit.body, visit.locale);
    const again = (errors: FieldError[]): Reply => refuseInput(errors, form(visit, { ...typedBefore(visit), errors }));
    if (!parsed.ok) return again(parsed.errors);
    const { password, locale = visit.locale, timeZone = '' } = parsed.value;
    const email = normaliseEmailAddress(parsed.value.email);
    const name = normaliseName(parsed.value.name);
    const errors = addressAndNameErrors(visit, email, name);
    const weak = await judgePassword(password, { email: email ?? '', name: name ?? '' }, visit.locale);
    if (weak !== null) errors.push({ field: 'password', ...weak });
    if (email === null || name === null || errors.length > 0) return again(errors);

    await askSignUp({
      email,
      password,
      name,
      locale,
      timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
      browser: visit.browser,
      client: visit.client,
    });
    return {
      kind: 'done',
      status: 202,
      json: { next: 'verify-address' },
      page: mailSentPage(visit, email, mailboxPath),
    };
  };

  const showVerify: Handler<unknown> = async (visit) => {
    const token = visit.query.token ?? '';
    const asked = await confirmAddress.peek(token, visit.browser);
    if (asked === null) return refuse('link-spent');
    const { signUp: row, sameBrowser } = asked;
    const page = verifyAddressPage(visit, { token, email: row.email, sameBrowser });
    return { kind: 'page', page, json: { passwordNeeded: !sameBrowser } };
  };

  const verify: Handler<unknown> = async (visit) => {
    const parsed = parseInput(verifyInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { token, password } = parsed.value;
    const result = await confirmAddress.confirm({ token, password, browser: visit.browser, client: visit.client });
    if (result === 'confirmed')
      return { kind: 'done', status: 200, json: { next: 'sign-in' }, location: '/sign-in?done=verified' };
    if (result === 'link-spent') return refuse('link-spent');
    return passwordNeeded(visit, token, result === 'password-wrong');
  };

  async function passwordNeeded(visit: Visit, token: string, wrongPassword: boolean): Promise<Reply> {
    const asked = await confirmAddress.peek(token, visit.browser);
    if (asked === null) return refuse('link-spent');
    const page = verifyAddressPage(visit, { token, email: asked.signUp.email, sameBrowser: false, wrongPassword });
    const message = words(visit.locale)('verify-wrong');
    return refuse(
      'password-needed',
      wrongPassword ? { errors: [{ field: 'password', code: 'wrong', message }] } : {},
      page,
    );
  }

  return { showSignUp, signUp, showVerify, verify };
}

function addressAndNameErrors(visit: Visit, email: string | null, name: string | null): FieldError[] {
  const t = words(visit.locale);
  return [
    ...(email === null ? [{ field: 'email', code: 'invalid', message: t('email-invalid') }] : []),
    ...(name === null ? [{ field: 'name', code: 'invalid', message: t('name-invalid') }] : []),
  ];
}

function typedBefore({ body }: Visit): SignUpForm {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return { email: text('email'), name: text('name'), timeZone: text('timeZone') };
}
