import { z } from 'zod';
import {
  type FieldError,
  type Handler,
  localPath,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { AssertionCredential } from '../passkeys/index.ts';
import { addressRefusedPage } from './address-refused-page.tsx';
import { type RestoreForm, replyToSignIn } from './reply-to-sign-in.tsx';
import { secondFactorPage } from './second-factor-page.tsx';
import { signInPage } from './sign-in-page.tsx';
import type { createSignInWithPasskey, PasskeyResult } from './sign-in-with-passkey.ts';
import { words } from './words.ts';

const optionsInput = z.strictObject({
  keep: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
  anew: z.boolean().default(false),
  formerDomain: z.boolean().default(false),
});

type ReadAssertion = (visit: Visit) =>
  | {
      ok: true;
      credential: AssertionCredential;
      form: { keep: boolean; next: string | undefined; resume: string | undefined };
    }
  | { ok: false; errors: FieldError[] };

interface Deps {
  passkey: ReturnType<typeof createSignInWithPasskey>;
  readAssertion: ReadAssertion;
  /** The domain of our passkeys. */
  rpId: string;
  /** The pending sign-in of this browser; null: none. */
  showPending(cookie: string | undefined): Promise<{ email: string; methods: readonly string[] } | null>;
  restoreForm: RestoreForm;
}

/** The doors of a sign-in with a passkey, alone or after the password. */
export function createPasskeySignInRoutes({ passkey, readAssertion, rpId, showPending, restoreForm }: Deps) {
  const options: Handler<unknown> = async (visit) => {
    const parsed = parseInput(optionsInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { browser, cookies } = visit;
    const json = await passkey.options({ ...parsed.value, browser, pendingCookie: cookies.pending });
    return { kind: 'done', status: 200, json, location: '/sign-in' };
  };

  const submit: Handler<unknown> = async (visit) => {
    const read = readAssertion(visit);
    if (!read.ok) return refuseInput(read.errors, await pageAfter(visit, 'passkey-not-accepted', {}));
    const { credential, form } = read;
    const { client, cookies, browser } = visit;
    const result = await passkey.signIn({
      credential,
      browser,
      pendingCookie: cookies.pending,
      keep: form.keep,
      returnTo: localPath(form.next),
      client,
      deviceCookie: cookies.device,
      replacedSession: cookies.session,
    });
    if (result.next === 'done') return replyToSignIn(visit, result, restoreForm(visit, form.resume));
    return replyTo(visit, result, { ...form, next: localPath(form.next) ?? undefined }, credential.id);
  };

  type Form = { next?: string | undefined; resume?: string | undefined; keep?: boolean };

  async function replyTo(
    visit: Visit,
    result: Exclude<PasskeyResult, { next: 'done' }>,
    form: Form,
    credentialId: string,
  ): Promise<Reply> {
    const t = words(visit.locale);
    switch (result.next) {
      case 'second-factor': {
        const { resume } = form;
        return {
          kind: 'done',
          status: 200,
          json: { next: 'second-factor', methods: result.methods },
          location: resume ? `/sign-in/second-factor?${new URLSearchParams({ resume })}` : '/sign-in/second-factor',
          cookies: result.cookies,
        };
      }
      case 'not-accepted': {
        const page = await pageAfter(visit, 'passkey-not-accepted', form);
        return refuse('passkey-refused', { detail: t('passkey-not-accepted') }, page);
      }
      case 'unknown-passkey': {
        const page = await pageAfter(visit, 'passkey-not-accepted', form, credentialId);
        return refuse('sign-in-refused', { detail: t('passkey-not-accepted') }, page);
      }
      case 'address-not-allowed':
        return refuse('address-not-allowed', {}, addressRefusedPage(visit));
      case 'refused':
        return refuse(
          'sign-in-refused',
          { detail: t('passkey-not-accepted') },
          await pageAfter(visit, 'passkey-not-accepted', form),
        );
    }
  }

  /** The page that asked, again. */
  async function pageAfter(
    visit: Visit,
    key: 'passkey-not-accepted' | 'passkey-not-allowed',
    form: Form,
    credentialId?: string,
  ) {
    const t = words(visit.locale);
    const pending = await showPending(visit.cookies.pending);
    if (pending !== null) return secondFactorPage(visit, { ...pending, resume: form.resume, notice: t(key) });
    const notice = { tone: 'danger' as const, title: t('refused-title'), text: t(key) };
    const unknownPasskey = credentialId === undefined ? undefined : { rpId, credentialId };
    return signInPage(visit, { ...form, notice, unknownPasskey });
  }

  return { options, submit };
}
