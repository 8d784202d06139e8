import { Address, Details, Facts, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';
import { Support } from '../support.tsx';

export const loginAlertsEn: Article = ({ brand, publicUrl, supportContact }) => [
  {
    id: 'read-an-alert',
    heading: 'How to read one',
    body: (
      <>
        <p>A login alert is a mail that says: somebody has just signed in as you. It tells you</p>
        <ul>
          <li>
            <strong>when</strong>, in the time zone from your personal information;
          </li>
          <li>
            <strong>with what</strong>: the browser and the system, as the browser describes itself;
          </li>
          <li>
            <strong>from where</strong>: the network address, its country and its operator;
          </li>
          <li>
            <strong>how</strong>: with what it was proven: the password, a code from your app, a backup code;
          </li>
          <li>
            <strong>what came before</strong>: the failed attempts since the last sign-in.
          </li>
        </ul>
        <p>Two questions settle almost every case. Was I signing in at that minute? Is that a browser I use?</p>
        <p>
          Twice yes: there is nothing to do. The place alone proves nothing. A phone or a company network often appears
          in another town or country; <a href="/guide/login-history#place">here is why</a>.
        </p>
      </>
    ),
  },
  {
    id: 'it-was-not-me',
    heading: 'If it wasn’t you',
    body: (
      <>
        <p>Take a breath, then go through these in order.</p>
        <ol>
          <li>
            <strong>Throw everybody out.</strong> Open “This wasn’t me” in the mail and press the button on the page.
            You doubt the mail itself? Use <a href="/forgot-password">Forgot your password</a> instead: the reset also
            signs everybody out.
          </li>
          <li>
            <strong>Choose a new password</strong> with the link that we send you.{' '}
            <a href="/guide/strong-passwords#make-one">Make it a new one from scratch</a>.
          </li>
          <li>
            <strong>Secure your mailbox.</strong> Change its password too. Delete forwarding rules and devices there
            that are not yours.
          </li>
          <li>
            <strong>Look for what was touched.</strong> Sign in and read the{' '}
            <a href="/security/login-history">login history</a>. Then check your domains: name servers, mail entries,
            transfers, contacts.
          </li>
          <li>
            <strong>Find the hole.</strong> Was the password used elsewhere? Did you type it after a mail? Did you
            install something? Have the computer checked before you use it again.
          </li>
          <li>
            <strong>Tell our support</strong> if anything was changed:{' '}
            <Support contact={supportContact} otherwise="you find it on your contract or invoice" />. Note the times and
            addresses from the history.
          </li>
        </ol>
        <Notice tone="info" title="If you can no longer get into your mailbox">
          <p>
            Start there, with your mail provider. As long as somebody else reads your mail, they also get the link for a
            new password here.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'what-the-button-does',
    heading: 'What “This wasn’t me” does',
    body: (
      <>
        <ul>
          <li>It ends all sessions, everywhere. That signs out the stranger, and you as well.</li>
          <li>
            It closes the old password. Nobody gets in with it any more, until you have set a new one through a link
            sent to your address.
          </li>
          <li>It does not undo what was changed in the meantime, and it deletes nothing.</li>
        </ul>
        <p>
          The link in the alert works for 7 days. Opening its page does nothing yet, only the button acts. Pressed by
          mistake? You set a new password, and that is all it costs you.
        </p>
      </>
    ),
  },
  {
    id: 'is-it-genuine',
    heading: 'Is the mail genuine?',
    body: (
      <>
        <p>The sender’s name proves nothing, anybody can write it. Compare these two:</p>
        <MailSample
          genuine
          label="A genuine mail"
          example="Example: genuine"
          lines={[
            ['From', brand],
            ['Subject', `New sign-in to your ${brand} account after 1 failed attempt`],
          ]}
          lookAtTitle="What to look at"
          lookAt={[
            'It says what happened and when, and does not hurry you.',
            `Its link begins with ${publicUrl}/ and every character of this beginning matches, the slash at its end included. Point at the button to see it; on a phone, keep your finger on it.`,
            'It asks for nothing. If it was you, you need not click at all.',
          ]}
        >
          <p>Somebody just signed in as you. If it was you, there is nothing to do.</p>
          <Facts
            rows={[
              ['When', '14 May at 09:12'],
              ['Device', 'Firefox on Windows'],
              ['Place', 'France, Example Telecom (approximate)'],
              ['Address', <Address value="203.0.113.37" />],
            ]}
          />
          <p>
            This wasn’t me: <MailLink>{`${publicUrl}/not-me/…`}</MailLink>
          </p>
        </MailSample>
        <MailSample
          genuine={false}
          label="A forged mail"
          example="Example: forged"
          lines={[
            ['From', `${brand} Security Team`],
            ['Subject', 'URGENT: your account will be closed'],
          ]}
          lookAtTitle="What gives it away"
          lookAt={[
            'It threatens and sets a deadline, so that you do not stop to think.',
            'It names no time, device or address.',
            'Ignore how its address begins. What stands just before the slash says whose it is: “account-check.example”, not us.',
            'It wants your password.',
          ]}
        >
          <p>Dear customer, we noticed unusual activity. Confirm your password within 2 hours or lose your domains.</p>
          <p>
            Confirm now: <MailLink>https://secure-login.account-check.example/verify</MailLink>
          </p>
        </MailSample>
        <p>
          <strong>When in doubt, leave the mail alone.</strong> Type our address yourself, sign in and open the{' '}
          <a href="/security/login-history">login history</a>. If the sign-in is real, it is listed there.
        </p>
        <Details summary="Which pages reached from a mail have a password field?">
          <p>
            Two, and both follow something that you did a moment before: choosing a new password after you asked for it,
            and confirming your address in another browser than the one in which you signed up. Nobody from {brand} ever
            asks for your password in a mail or on the phone.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'clicked-a-link',
    heading: 'If you clicked a link in a doubtful mail',
    body: (
      <>
        <p>
          <strong>You only looked at the page.</strong> Close it. With an up-to-date browser that seldom does harm. Keep
          an eye on the history for some days.
        </p>
        <p>
          <strong>You typed your password.</strong> Act now, every minute counts:
        </p>
        <ol>
          <li>Close that page. Open a new window and type our address yourself.</li>
          <li>
            <a href="/security/password">Change your password</a>. This signs out all others. You cannot get in any
            more? Use <a href="/forgot-password">Forgot your password</a>.
          </li>
          <li>Change it everywhere else you used it, and look through the history for a sign-in that was not yours.</li>
        </ol>
        <p>
          <strong>You opened a file or installed something.</strong> Leave that computer alone and disconnect it. Do the
          steps above from another device, and have the computer checked.
        </p>
      </>
    ),
  },
  {
    id: 'when-it-comes',
    heading: 'When you get one',
    body: (
      <>
        <p>
          At first, after every sign-in. You choose under <a href="/security/login-alerts">Login alerts</a>, and can go
          back at any time:
        </p>
        <ul>
          <li>
            <strong>Every sign-in.</strong> Best if you sign in a few times a week. You learn what a normal alert looks
            like.
          </li>
          <li>
            <strong>New devices only.</strong> For a browser or network you have not used before, after several failed
            attempts, or after a long break. Best if you are here every day and would stop reading.
          </li>
          <li>
            <strong>Off.</strong> We advise against it. Mails about changes to your account, such as a new password,
            come anyway.
          </li>
        </ul>
      </>
    ),
  },
];
