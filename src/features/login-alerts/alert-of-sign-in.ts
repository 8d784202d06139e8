import { DAY } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import { daysOfBreak, isWorthAMail, type SignInSigns } from './alert-mode.ts';
import { findMode } from './login-alert-table.ts';
import { type SignInAlert, signInAlertMail } from './sign-in-alert-mail.tsx';

/** How long “this wasn’t me” can be answered from a mail. */
export const NOT_ME_LIFETIME = 7 * DAY;
const MOST_ADDRESSES = 5;

export interface AlertableSignIn {
  userId: string;
  sessionId: string;
  address: string | null;
  methods: readonly string[];
  event: AlertableEvent | Promise<AlertableEvent>;
}

type AlertableEvent = SignInSigns & {
  eventId: string;
  attemptAddresses: readonly string[];
  place: { country: string | null; network: string | null };
  clientDescription: { browser: string | null; system: string | null };
};

export interface Notify {
  /** Without parameters there turned out to be nothing to tell. */
  notify<P>(
    tx: Queries,
    notice: { userId: string; mail: MailTemplate<P>; parameters: P | Promise<P | null> },
  ): Promise<void>;
}

interface Deps {
  officialMail: Notify;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
}

/**
 * Mails the user about a sign-in, as their mode asks, in the transaction that makes the session. Whom to tell is asked while the
 * event is still being written.
 */
export function createAlertOfSignIn({ officialMail, oneTimeTokens }: Deps) {
  return function alertOfSignIn(tx: Queries, signIn: AlertableSignIn): Promise<void> {
    const { userId } = signIn;
    return officialMail.notify(tx, { userId, mail: signInAlertMail, parameters: parametersOf(tx, signIn) });
  };

  async function parametersOf(tx: Queries, signIn: AlertableSignIn): Promise<SignInAlert | null> {
    const { userId, sessionId, address, methods } = signIn;
    const [mode, event] = await Promise.all([findMode(tx, userId), signIn.event]);
    if (!isWorthAMail(mode, event)) return null;
    const notMeToken = await oneTimeTokens.issue(tx, {
      purpose: 'not-me',
      subject: userId,
      data: { sessionId, eventId: event.eventId },
      lifetimeMs: NOT_ME_LIFETIME,
      // Each alert is about its own sign-in: the link of an earlier one stays good.
      replaceEarlier: false,
    });
    return {
      at: event.at.toISOString(),
      address,
      ...event.place,
      ...event.clientDescription,
      methods,
      attemptsBefore: event.attemptsBefore,
      attemptAddresses: event.attemptAddresses.slice(0, MOST_ADDRESSES),
      attemptAddressCount: event.attemptAddresses.length,
      isNewDevice: !event.knownDevice,
      isNewNetwork: !event.knownNetwork,
      daysOfBreak: daysOfBreak(event),
      mode,
      notMeToken,
    };
  }
}
