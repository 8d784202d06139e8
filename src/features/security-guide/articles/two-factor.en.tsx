import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const twoFactorEn: Article = ({ brand, publicUrl, picture }) => [
  {
    id: 'what-it-is',
    heading: 'What it is, and why a password is not enough',
    body: (
      <>
        <p>
          A password is something you know. Whoever learns it knows it too: from another site that was robbed, from a
          harmful program, from a page that only looked like ours. You notice nothing.
        </p>
        <p>
          With two-factor authentication, signing in also takes something you <em>have</em>: your phone. An app on it
          shows a code of six digits that changes every 30 seconds. The password alone then opens nothing.
        </p>
        {picture('second-step', 'From then on: after the password, one field for the code.')}
      </>
    ),
  },
  {
    id: 'which-app',
    heading: 'Which app, and where to get it',
    body: (
      <>
        <p>All these apps show the same codes. Take the one you can live with:</p>
        <ul>
          <li>
            <strong>You already use a password manager</strong> such as Apple’s Passwords, 1Password or Bitwarden: it
            can show the codes as well. Nothing to install. But then password and code are in one place: lock it well.
          </li>
          <li>
            <strong>You want it simple:</strong> Google Authenticator or Microsoft Authenticator.
          </li>
          <li>
            <strong>You want no account with anybody:</strong> Aegis (Android) or 2FAS (Android, iPhone), both open
            source.
          </li>
        </ul>
        <p>
          Install it from the phone’s own store, App Store or Google Play, and check the maker’s name: there are
          imitations. The apps above cost nothing. If yours offers a backup, switch it on.
        </p>
      </>
    ),
  },
  {
    id: 'set-it-up',
    heading: 'Set it up in three steps',
    body: (
      <>
        <p>
          Open <a href="/security/two-factor">Two-factor authentication</a> and begin. You have ten minutes. If you
          leave in the middle, nothing has changed.
        </p>
        {picture('two-factor-start', 'The page before you begin.')}
        <h3>1. Scan the picture</h3>
        <p>
          In the app press “+” or “add” and point the phone at the square. You are reading on that phone? Press the
          button below the square instead. Or type the key.
        </p>
        {picture(
          'two-factor-scan',
          'The square and the key. Yours look different and are secret: do not photograph them.',
        )}
        <h3>2. Type one code</h3>
        <p>So that we know that the app works, before anything depends on it.</p>
        {picture('two-factor-prove', 'Six digits from the app, and a name for it if you like.')}
        <h3>3. Keep the backup codes</h3>
        <p>Ten codes for the day without a phone. Two-factor turns on when you say that you have kept them.</p>
        {picture('two-factor-codes', 'Your backup codes: copy them, save them as a file, or print them.')}
      </>
    ),
  },
  {
    id: 'keep-the-codes',
    heading: 'Where to keep the backup codes',
    body: (
      <>
        <ul>
          <li>
            <strong>Printed,</strong> with your passport or in a safe. The page says whose they are and has boxes to
            tick.
          </li>
          <li>
            <strong>In a password manager,</strong> if that is not where the app itself is.
          </li>
          <li>
            <strong>Not</strong> in your mailbox, not as a photo, not on the phone with the app.
          </li>
        </ul>
        <p>
          Each code works once. We mail you when one is used, with how many are left. Below three, make{' '}
          <a href="/security/two-factor">a new set</a>: the old one is void as soon as you have kept the new one.
        </p>
        <Notice tone="info" title="The best insurance">
          <p>
            Add a second app on another device, a tablet or a partner’s phone that stays at home. Then a lost phone
            costs you a minute.
          </p>
        </Notice>
        {picture('two-factor-on', 'Two-factor is on: two apps, nine codes left.')}
      </>
    ),
  },
  {
    id: 'phone-lost',
    heading: 'The phone is lost or broken',
    body: (
      <>
        <ol>
          <li>
            <strong>You have a backup code.</strong> Sign in with your password and choose “Use a backup code instead”.
          </li>
          <li>
            <strong>You have a second app.</strong> Sign in with its code as usual.
          </li>
          <li>
            <strong>You have forgotten the password as well.</strong> <a href="/recovery">Get back into your account</a>{' '}
            takes a code that we mail you, together with a backup code, another app or a passkey.
          </li>
          <li>
            <strong>You have neither code nor app nor passkey.</strong> The <a href="/recovery">same page</a> takes your
            password and a mailed code, and then you wait: three days, or as many as you have{' '}
            <a href="/security/recovery">chosen beforehand</a>. Every day we write to all your addresses. Then your lost
            apps and passkeys are removed and you sign in with the password.
          </li>
        </ol>
        <p>
          Why wait? Because a thief with your password and your mailbox would say the same. The mails give you time to
          stop it.
        </p>
        <p>
          Once you are in, remove what you lost, set up a new app or passkey and{' '}
          <a href="/security/sessions">end your sessions</a> if the phone was stolen. Found it again? Sign in with it:
          that ends the wait.
        </p>
      </>
    ),
  },
  {
    id: 'trouble',
    heading: 'New phone, refused codes, turning it off',
    body: (
      <>
        <Details summary="I have a new phone">
          <p>
            While you still have the old one, open <a href="/security/two-factor">Two-factor authentication</a> and
            choose “Move to a new phone”. The old app works until the new one has shown its first code. Only then wipe
            the old phone.
          </p>
        </Details>
        <Details summary="My codes are refused">
          <p>
            Codes depend on the clock. In the phone’s settings set date and time to “automatic”, then wait for the next
            code. Check that you look at the entry for {brand}. Each code works once: after a try, take the next one.
          </p>
        </Details>
        <Details summary="I want to turn it off">
          <p>
            At the bottom of <a href="/security/two-factor">its page</a>. We ask for a code first and mail all your
            addresses. Other sessions end. If a company demands two-factor of its members, it cannot be turned off.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'what-it-does-not-stop',
    heading: 'What it does not stop',
    body: (
      <>
        <p>
          A false page can ask for the code as well, and pass it on to us within its 30 seconds. So look at the address
          before you type: ours begins with <span class="address">{publicUrl}</span>. A password manager looks for you
          and offers nothing on a false page. And a <a href="/security/passkeys">passkey</a> cannot be handed on at all:
          it answers our real page only.
        </p>
        <p>
          Nobody from {brand} ever asks for a code, neither by mail nor on the phone. Whoever does is about to sign in
          as you. If you have given one away, <a href="/security/password">change your password</a> at once; that ends
          all other sessions.
        </p>
      </>
    ),
  },
];
