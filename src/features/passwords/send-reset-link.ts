import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { DescribeOrigin, History, OfficialMail, Owner } from './doors.ts';
import { resetPasswordMail } from './reset-password-mail.tsx';
import { RESET_LIFETIME, RESET_PURPOSE } from './reset-token.ts';

export interface ResetLinkRequest {
  owner: Owner;
  client: Client;
  askedAt: Date;
  /** Asked by "this wasn't me", with a link from the owner's own mailbox. */
  provenByLink: boolean;
}

export type SendResetLink = (tx: Queries, request: ResetLinkRequest) => Promise<void>;

interface Deps {
  clock: Clock;
  tokens: Pick<OneTimeTokens, 'issue'>;
  officialMail: OfficialMail;
  history: History;
  describeOrigin: DescribeOrigin;
}

/**
 * Mails the link to the sign-in address, within the budget of mails that strangers can cause (RL-6); past it nothing
 * happens at all: the last link stays valid and the history gets no line. Who proved to read that mailbox is no stranger.
 */
export function createSendResetLink({ clock, tokens, officialMail, history, describeOrigin }: Deps): SendResetLink {
  return async (tx, { owner, client, askedAt, provenByLink }) => {
    const token = () =>
      tokens.issue(tx, {
        purpose: RESET_PURPOSE,
        subject: owner.id,
        lifetimeMs: RESET_LIFETIME,
        replaceEarlier: true,
        data: { sentTo: owner.email },
      });
    const sent = await officialMail.sendOnRequest(tx, {
      to: owner.email,
      userId: owner.id,
      locale: owner.locale,
      timeZone: owner.timeZone,
      sourcePrefix: client.prefix,
      provenByLink,
      wayIn: true,
      mail: resetPasswordMail,
      parameters: async () => ({
        token: await token(),
        askedAt: askedAt.toISOString(),
        expiresAt: new Date(clock.now().getTime() + RESET_LIFETIME).toISOString(),
        origin: describeOrigin(client),
      }),
    });
    if (sent === 'dropped') return;
    await history.recordEvent(tx, { userId: owner.id, client, kind: 'reset-requested', outcome: 'success' });
  };
}
