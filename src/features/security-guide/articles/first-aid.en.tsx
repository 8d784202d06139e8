import type { Article } from '../article.ts';

/** The fast lane of the index: for somebody frightened, the first steps without another page. */
export const firstAidEn: Article = () => [
  {
    id: 'unknown-sign-in',
    heading: 'I got an alert for a sign-in I don’t recognise',
    body: (
      <>
        <ol>
          <li>Check the time and the browser in the alert. The place may be wrong, so do not judge by it alone.</li>
          <li>
            It wasn’t you? Leave the mail, open <a href="/forgot-password">Forgot your password</a> here and choose a
            new one. That signs everybody out.
          </li>
          <li>Then change the password of your mailbox.</li>
        </ol>
        <p>
          <a href="/guide/login-alerts#it-was-not-me">All steps, one by one</a>
        </p>
      </>
    ),
  },
  {
    id: 'forgot-password',
    heading: 'I forgot my password',
    body: (
      <>
        <ol>
          <li>
            Open <a href="/forgot-password">Forgot your password</a> and enter your e-mail address.
          </li>
          <li>Open the link in the mail within 30 minutes and choose a new password.</li>
          <li>Sign in with it. Nothing else in your account changes.</li>
        </ol>
        <p>
          <a href="/guide/strong-passwords#forgotten">If no mail arrives</a>
        </p>
      </>
    ),
  },
  {
    id: 'phone-lost',
    heading: 'I lost the phone with my authenticator app',
    body: (
      <>
        <ol>
          <li>
            Sign in with your password and, instead of the app’s code, a <strong>backup code</strong> or a code from
            another of your apps.
          </li>
          <li>
            You have neither? <a href="/recovery">Get back into your account</a>: with your password, a mailed code and
            some days of waiting.
          </li>
          <li>Once you are in, remove the lost app and set up a new one.</li>
        </ol>
        <p>
          <a href="/guide/two-factor#phone-lost">All ways back, and why you wait</a>
        </p>
      </>
    ),
  },
  {
    id: 'doubtful-link',
    heading: 'I clicked a link in a doubtful mail',
    body: (
      <>
        <ol>
          <li>Close the page that it opened.</li>
          <li>
            Did you type your password there? <a href="/security/password">Change it now</a>. That signs everybody else
            out.
          </li>
          <li>Did you open a file? Stop using that computer and go on from another device.</li>
        </ol>
        <p>
          <a href="/guide/login-alerts#clicked-a-link">All steps, one by one</a>
        </p>
      </>
    ),
  },
];
