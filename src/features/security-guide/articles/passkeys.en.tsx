import { Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const passkeysEn: Article = ({ brand, picture }) => [
  {
    id: 'what-it-is',
    heading: 'What a passkey is',
    body: (
      <>
        <p>
          A passkey replaces the password. Your phone, computer or security key keeps a secret key for {brand} and uses
          it only after it has checked that it is you: by fingerprint, by face, or by the PIN of the device.
        </p>
        <p>
          Fingerprint, face and PIN never leave your device. We get a second key that fits the first and is of no use to
          a thief. So there is nothing to type, nothing to forget, and nothing that could be stolen from us.
        </p>
        <p>
          It also knows where it belongs: your device offers it on our address alone. A forged page that looks like ours
          gets nothing, however well it is made.
        </p>
      </>
    ),
  },
  {
    id: 'add-one',
    heading: 'Adding one, in less than a minute',
    body: (
      <>
        {picture('passkeys-add', 'Adding the first one. Below, folded open: the way for a security key without a PIN.')}
        <ol>
          <li>Open the page “Passkeys” and press “Add a passkey”. A name is optional.</li>
          <li>
            Your device asks who keeps the passkey: the device itself, your password manager, a phone nearby or a
            security key. Choose, and confirm with your fingerprint, face or PIN.
          </li>
          <li>Done. We send you a mail about it; if you did not do this, the mail has a link that stops it.</li>
        </ol>
        {picture('passkeys-list', 'Your passkeys: where each one lives, when it was added and used.')}
        <p>
          From then on, press “Sign in with a passkey” on the sign-in page, or choose the passkey that your browser
          offers in the field for the address.
        </p>
      </>
    ),
  },
  {
    id: 'names-and-kinds',
    heading: 'Names and kinds in the list',
    body: (
      <>
        <p>
          Without a name of yours we show the password manager and the device, such as “Apple Passwords on iOS”. You can
          rename each passkey at any time; the name is shown to you and in our mails, to nobody else. Your list of
          sessions and your login history use it too, so you see with which passkey somebody came in.
        </p>
        {picture(
          'passkeys-manage',
          'One passkey, opened: rename it, sign out the other sessions that used it, or remove it.',
        )}
        <ul>
          <li>
            <strong>Synced</strong>: your password manager keeps a copy and brings it to your other devices. Losing one
            device is no problem.
          </li>
          <li>
            <strong>One device</strong>: it exists on this device alone. Add a second one elsewhere.
          </li>
          <li>
            <strong>Security key</strong>: it lives on the key you plug in or hold to the phone.
          </li>
          <li>
            <strong>Only with the password</strong>: this key does not check who holds it, so we ask for your password
            as well.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'security-keys',
    heading: 'A security key without a PIN',
    body: (
      <>
        <p>
          To keep a passkey, a security key needs a PIN and some room. Your browser offers to set the PIN when you add
          it. An old key that has neither, or a key whose PIN you do not want to type, can be a second step instead: on
          the page “Passkeys” open “A security key without a PIN?” and add it there.
        </p>
        <p>
          From then on it can be asked for after your password: type the password, touch the key. By itself it opens
          nothing, so whoever finds it gets nowhere. That stays so if you give it a PIN later; to make it a passkey
          then, remove it and add it anew at the first button.
        </p>
      </>
    ),
  },
  {
    id: 'after-the-password',
    heading: 'Asking for it after the password',
    body: (
      <>
        <p>
          Having a passkey does not change how the password works. If you turn on “Ask for a passkey after the
          password”, a stolen password alone opens nothing any more. Make backup codes as well.
        </p>
        {picture('passkeys-ask', 'Off at first; one press turns it on, another one off.')}
      </>
    ),
  },
  {
    id: 'lost-device',
    heading: 'A device is lost or stolen',
    body: (
      <>
        <ol>
          <li>Sign in on another device: with another passkey, your authenticator app or a backup code.</li>
          <li>
            Open the page “Passkeys” and remove the passkey of the lost device. It stops working at once, and your other
            sessions that used it end.
          </li>
          <li>
            No other way in? <a href="/recovery">Get back into your account</a>: with a mailed code and a backup code at
            once, or with a mailed code and your password after some days. Your lost passkeys and apps are then removed.
          </li>
        </ol>
        <Notice tone="info">
          <p>A thief cannot use a passkey without your fingerprint, face or PIN. Remove it all the same.</p>
        </Notice>
      </>
    ),
  },
  {
    id: 'passkeys-only',
    heading: 'Passkeys alone, and the price of it',
    body: (
      <>
        <p>
          You can close the password altogether. Then signing in with it and resetting it by mail stop working, so that
          nobody can steal or guess their way in. You need a passkey that is synced, or two of them, and saved backup
          codes.
        </p>
        {picture('passkeys-only', 'What it closes, what it costs and the way back, before the button.')}
        <p>The way back, should every passkey be lost:</p>
        <ul>
          <li>With a backup code and a code that we mail you: at once.</li>
          <li>
            Without backup codes: with your old password, a mailed code and a wait of several days, during which we tell
            you again and again.
          </li>
          <li>With access to your mailbox alone: never.</li>
        </ul>
      </>
    ),
  },
];
