import { Details, Notice, Verbatim } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';

/** Refused as a code by the product itself, since everybody can read it here. */
const EXAMPLE_CODE = 'copper heron 58';

export const antiPhishingCodeEn: Article = ({ brand, publicUrl, picture }) => [
  {
    id: 'how-it-is-done',
    heading: 'How account holders are phished',
    body: (
      <>
        <p>
          Nobody breaks the lock when the owner opens the door. A mail arrives that looks like ours: the same colours,
          the same words, our name as the sender. It says that a domain expires today, that an invoice is open, or that
          a stranger has signed in. Its button leads to a page that looks like our sign-in. What you type there goes to
          a thief, who uses it on our real page within seconds.
        </p>
        <ul>
          <li>
            <strong>It is aimed.</strong> Who owns a domain, and when it expires, can often be looked up. So the mail
            names your domain and the right day.
          </li>
          <li>
            <strong>It hurries you.</strong> “Within 24 hours”, “final notice”, “your website goes offline”.
          </li>
          <li>
            <strong>It comes when it fits.</strong> Just before a renewal, on a Friday evening, during your holiday.
          </li>
        </ul>
        <p>A sender’s name and a logo can be copied in a minute. A secret that only you and we know cannot.</p>
      </>
    ),
  },
  {
    id: 'what-the-code-does',
    heading: 'What the code does',
    body: (
      <>
        <p>
          You choose a phrase. From then on every mail from {brand} to you shows it in a box. You look at the box before
          you look at anything else:
        </p>
        {picture('mail-box', 'The box in a mail. Yours shows your own phrase instead of this example.')}
        <ul>
          <li>
            <strong>Your phrase is there:</strong> the mail is from us.
          </li>
          <li>
            <strong>It is missing, or another one:</strong> the mail is forged. However good it looks.
          </li>
        </ul>
        <MailSample
          genuine
          label="A mail from us"
          example="Example: genuine"
          lines={[
            ['From', brand],
            ['Subject', `New sign-in to your ${brand} account`],
          ]}
          lookAtTitle="Look at"
          lookAt={[
            'The box with your own phrase, letter for letter.',
            `The link begins with ${publicUrl}/ and nothing else.`,
            'The message number at the end. You find the same one in your list of mails from us.',
          ]}
        >
          <p>Somebody just signed in as you. If it was you, there is nothing to do.</p>
          <Notice tone="info" title="Your anti-phishing code">
            <p>
              <Verbatim text={EXAMPLE_CODE} />
            </p>
          </Notice>
          <p>
            This was not me: <MailLink>{`${publicUrl}/not-me/…`}</MailLink>
          </p>
        </MailSample>
        <MailSample
          genuine={false}
          label="A forged one"
          example="Example: forged"
          lines={[
            ['From', `${brand} Domain Department`],
            ['Subject', 'FINAL NOTICE: your domain will be deleted'],
          ]}
          lookAtTitle="What gives it away"
          lookAt={[
            'There is no box with your phrase. That alone is enough.',
            'It sets a deadline of hours.',
            'Its link leads to a name that only resembles ours.',
          ]}
        >
          <p>Your domain is due for deletion. Confirm your account within 6 hours to keep it.</p>
          <p>
            Keep my domain: <MailLink>https://account.renew-domain.example/login</MailLink>
          </p>
        </MailSample>
      </>
    ),
  },
  {
    id: 'set-it',
    heading: 'Set it in a minute',
    body: (
      <>
        <ol>
          <li>
            Open <a href="/security/anti-phishing-code">Anti-phishing code</a> and confirm that it is you.
          </li>
          <li>Take our proposal of two words and a number, or write your own: 4 to 40 characters, in any language.</li>
          <li>Our mail about it shows it at once. Have a good look, so that you recognise it next time.</li>
        </ol>
        {picture(
          'anti-phishing-code-choose',
          'One press takes the proposal; below it is the field for your own words.',
        )}
        <p>
          A good phrase is easy for you and strange to others. Do not take your name, your company, your domain or your
          password. When you change it, the mail about the change still shows the old one, so that you can be sure of
          it. The next mail shows the new one.
        </p>
      </>
    ),
  },
  {
    id: 'missing-or-wrong',
    heading: 'The code is missing or wrong',
    body: (
      <>
        <ol>
          <li>Use no link, open no file, answer nothing, call no number in the mail.</li>
          <li>
            Look into <a href="/security/mail">Mails from us</a>. Every mail we sent you is listed there. What is not
            there is not ours.
          </li>
          <li>
            Still in doubt? Put the whole mail into <a href="/check-mail">Is this mail from you?</a> We compare every
            word with what we sent, and you can report it to us there.
          </li>
          <li>Delete it.</li>
        </ol>
        {picture('check-mail-as-sent', 'The answer about a whole mail that is word for word what we sent you.')}
        {picture(
          'check-mail-changed',
          'The answer about a forged one: what gives it away, and the button that reports it.',
        )}
        <Notice tone="info" title="When a genuine mail has no code">
          <p>
            A mail to an address that is not confirmed yet shows none, such as the one that asks you to confirm it: it
            could reach the wrong person. You asked for such a mail a moment before.
          </p>
        </Notice>
        <Details summary="You already typed your password on such a page">
          <p>
            Act now. Type our address yourself and <a href="/security/password">change your password</a>; that signs out
            everybody else. Then look through your <a href="/security/login-history">login history</a>, and change the
            password wherever else you used it.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'what-it-cannot-do',
    heading: 'What it cannot do',
    body: (
      <>
        <ul>
          <li>
            It is no password. It signs nobody in, and we never ask you for it: not by mail, not on a page before you
            sign in, not on the phone. Whoever asks is not us.
          </li>
          <li>
            Whoever can read your mailbox can read the code as well. Change it after you have cleaned up a mailbox that
            others could read.
          </li>
          <li>
            A message number can be copied from one mail into another. It tells that we sent a mail, not that you are
            looking at it.
          </li>
          <li>It protects only if you look. Three seconds per mail are enough.</li>
        </ul>
      </>
    ),
  },
];
