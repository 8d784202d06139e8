import { z } from 'zod';
import { MINUTE, SECOND } from '../../foundations/clock.ts';
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
import type { Session } from '../sessions/index.ts';
import { type AddressTry, ANCHOR_OF } from './address-cards.tsx';
import type { AskAddress } from './ask-address.ts';
import type { createChangeSignInAddress } from './change-sign-in-address.ts';
import type { createConfirmAddedAddress } from './confirm-added-address.ts';
import { type AddressUse, MOST_EXTRA_ADDRESSES } from './notification-address.ts';
import { PAGE_PATH, personalInformationPage } from './personal-information-page.tsx';
import type { ReadAddresses } from './read-addresses.ts';
import type { createRemoveAddress } from './remove-address.ts';
import { words } from './words.ts';

const addressInput = z.strictObject({ address: z.string().min(1).max(320) });
const emailInput = z.strictObject({ email: z.string().min(1).max(320) });
const codeInput = z.strictObject({ code: z.string().min(1).max(100) });

interface Deps {
  readAddresses: ReadAddresses;
  askAddress: AskAddress;
  confirmAdded: ReturnType<typeof createConfirmAddedAddress>;
  removeAddress: ReturnType<typeof createRemoveAddress>;
  changeSignInAddress: ReturnType<typeof createChangeSignInAddress>;
}

/** More addresses for security mail, and another one to sign in with: each is proven by a code from its own mailbox. */
export function createAddressRoutes(deps: Deps) {
  const { readAddresses, askAddress, confirmAdded, removeAddress, changeSignInAddress } = deps;

  const askToAdd: Handler<Session> = (visit, session) => {
    const parsed = parseInput(addressInput, visit.body, visit.locale);
    return parsed.ok ? ask(visit, session, 'add', parsed.value.address) : again(visit, session, 'add', parsed.errors);
  };

  const askToChange: Handler<Session> = (visit, session) => {
    const parsed = parseInput(emailInput, visit.body, visit.locale);
    return parsed.ok
      ? ask(visit, session, 'change', parsed.value.email)
      : again(visit, session, 'change', parsed.errors);
  };

  async function ask(visit: Visit, session: Session, use: AddressUse, typed: string): Promise<Reply> {
    const t = words(visit.locale);
    const field = use === 'add' ? 'address' : 'email';
    const refused = (code: string, message: string) => again(visit, session, use, [{ field, code, message }], typed);
    const address = normaliseEmailAddress(typed);
    if (address === null) return refused('invalid', t('email-invalid'));
    const asked = await askAddress({ use, address, session, client: visit.client, browser: visit.browser });
    switch (asked.result) {
      case 'asked': {
        return { kind: 'done', status: 202, json: { next: 'confirm' }, location: `${PAGE_PATH}#${ANCHOR_OF[use]}` };
      }
      case 'refused':
        if (asked.problem === 'too-many') {
          return refused('too-many', t('address-too-many', { most: MOST_EXTRA_ADDRESSES }));
        }
        return refused('already-yours', t(`${field}-already-yours`));
      case 'waiting': {
        const detail = t('code-waiting', { minutes: Math.ceil((asked.seconds * SECOND) / MINUTE) });
        const tried = { use, errors: [{ field, code: 'waiting', message: detail }], typed };
        const page = await pageWith(visit, session, tried);
        return refuse('too-many-requests', { retryAfterSeconds: asked.seconds, detail }, page);
      }
    }
  }

  const confirmAdd: Handler<Session> = async (visit, session) => {
    const parsed = parseInput(codeInput, visit.body, visit.locale);
    if (!parsed.ok) return again(visit, session, 'add', parsed.errors);
    const t = words(visit.locale);
    const typed = { session, client: visit.client, browser: visit.browser, typed: parsed.value.code };
    const added = await confirmAdded(typed);
    switch (added.result) {
      case 'added': {
        const { address } = added;
        return { kind: 'done', status: 200, json: { address }, location: `${PAGE_PATH}?done=address-added` };
      }
      case 'too-many':
        return codeRefused(visit, session, 'add', added.result, t('address-too-many', { most: MOST_EXTRA_ADDRESSES }));
      default:
        return codeRefused(visit, session, 'add', added.result, t(`code-${added.result}`));
    }
  };

  const confirmChange: Handler<Session> = async (visit, session) => {
    const parsed = parseInput(codeInput, visit.body, visit.locale);
    if (!parsed.ok) return again(visit, session, 'change', parsed.errors);
    const t = words(visit.locale);
    const typed = { session, client: visit.client, browser: visit.browser, typed: parsed.value.code };
    const changed = await changeSignInAddress(typed, visit.cookies.session ?? '');
    switch (changed.result) {
      case 'changed':
        return {
          kind: 'done',
          status: 200,
          json: { email: changed.email },
          location: `${PAGE_PATH}?done=email-changed`,
          cookies: [changed.cookie],
        };
      case 'signed-out':
        return refuse('signed-out');
      case 'not-free':
        return codeRefused(visit, session, 'change', changed.result, t('email-not-free'));
      default:
        return codeRefused(visit, session, 'change', changed.result, t(`code-${changed.result}`));
    }
  };

  const remove: Handler<Session> = async (visit, session) => {
    const parsed = parseInput(addressInput, visit.body, visit.locale);
    if (!parsed.ok) return again(visit, session, 'add', parsed.errors);
    const address = normaliseEmailAddress(parsed.value.address);
    if (address === null) return refuse('not-found');
    const result = await removeAddress({ session, client: visit.client }, address);
    if (result === 'not-found') return refuse('not-found');
    if (result === 'is-sign-in-address') return refuse('conflict', { detail: words(visit.locale)('remove-sign-in') });
    return { kind: 'done', status: 200, json: { address }, location: `${PAGE_PATH}?done=address-removed` };
  };

  function codeRefused(visit: Visit, session: Session, use: AddressUse, code: string, message: string): Promise<Reply> {
    return again(visit, session, use, [{ field: 'code', code, message }]);
  }

  async function again(
    visit: Visit,
    session: Session,
    use: AddressUse,
    errors: readonly FieldError[],
    typed?: string,
  ): Promise<Reply> {
    return refuseInput(errors, await pageWith(visit, session, { use, errors, typed }));
  }

  async function pageWith(visit: Visit, session: Session, tried: AddressTry) {
    const { name, locale, timeZone, userId } = session;
    const info = { name, locale, timeZone, ...(await readAddresses(userId, visit.browser)) };
    return personalInformationPage(visit, info, { tried });
  }

  return { askToAdd, confirmAdd, remove, askToChange, confirmChange };
}
