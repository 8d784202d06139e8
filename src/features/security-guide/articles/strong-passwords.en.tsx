import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const strongPasswordsEn: Article = ({ brand }) => [
  {
    id: 'what-strong-means',
    heading: 'What “strong” means',
    body: (
      <>
        <p>A password is strong when neither a person nor a program can guess it. Three things decide that.</p>
        <ul>
          <li>
            <strong>It is long.</strong> At least 15 characters. Each further one multiplies the work of whoever
            guesses.
          </li>
          <li>
            <strong>Chance chose it.</strong> Names, dates, song lines and keyboard rows are what guessing programs try
            first. A capital at the start and a “!” at the end do not surprise them, nor does “@” for “a”.
          </li>
          <li>
            <strong>It opens one thing only.</strong> The best password in the world is worth nothing on the day another
            site that knew it is robbed.
          </li>
        </ul>
        <p>
          Compare: <code>Qwerty123456789!</code> is long, has a capital, digits and a sign, and is refused here all the
          same, because programs try it first. Five chance words such as <code>ladder quartz mosquito tram olive</code>{' '}
          are easier to type and far harder to guess. (Do not use these. They are printed here.)
        </p>
      </>
    ),
  },
  {
    id: 'make-one',
    heading: 'Make one in two minutes',
    body: (
      <>
        <h3>With a password manager</h3>
        <ol>
          <li>
            Open <a href="/security/password">the password page</a> and click into the field for the new password.
          </li>
          <li>Accept the password that your browser or manager suggests, or ask it for one of 20 characters.</li>
          <li>Save when it offers to. You never need to know the password by heart.</li>
        </ol>
        <h3>With words</h3>
        <ol>
          <li>Open a thick book at five pages without looking.</li>
          <li>From each page take the noun nearest to your finger. Do not swap a word for a nicer one.</li>
          <li>Write the five words in that order, with spaces or hyphens between them.</li>
        </ol>
        <p>
          A picture in your head helps to remember them. If they happen to make a proper sentence, open the book again.
        </p>
      </>
    ),
  },
  {
    id: 'where-to-keep-it',
    heading: 'Where to keep it',
    body: (
      <>
        <ul>
          <li>
            <strong>The manager in your browser or phone.</strong> Chrome, Edge, Firefox and Apple devices have one
            built in. Good enough for most people, as long as the device itself locks with a PIN, fingerprint or
            password.
          </li>
          <li>
            <strong>A password manager as a program of its own.</strong> Bitwarden, 1Password and KeePassXC are
            examples. It works over all your browsers and devices. You remember one long password, the one that opens
            it.
          </li>
          <li>
            <strong>Paper, locked away.</strong> In a safe, or a drawer with a key. People who attack over the internet
            do not come to your office. Write down the words, not what they open.
          </li>
        </ul>
        <Notice tone="warning" title="Not there">
          <p>
            Never in a mail or its drafts, a chat, a note on the screen, a photo or an open spreadsheet. Whoever gets
            into one of those has all your passwords at once.
          </p>
        </Notice>
        <p>
          And do not hand it on, not even to a colleague you trust. The history would only ever say that it was you.
        </p>
      </>
    ),
  },
  {
    id: 'how-it-is-checked',
    heading: `How ${brand} checks a password`,
    body: (
      <>
        <p>
          There is no rule about capitals, digits or signs, and a password never expires. You may use letters of any
          alphabet, accents, spaces and emoji, up to 256 characters. Two things are required: at least 15 characters,
          and that the password is not easy to guess.
        </p>
        <p>
          The second is checked on our own server, against a list of passwords that many people use and against common
          patterns. The bar below the field shows the same judgement while you type. What we keep is a scrambled form
          from which the password cannot be read back: nobody here can see it, support included.
        </p>
        <Details summary="Why was my password refused?">
          <ul>
            <li>
              <strong>Too short.</strong> Add a word, not just a digit.
            </li>
            <li>
              <strong>Used by many, or made to a pattern.</strong> Neighbouring keys, counting, something repeated,
              common words in a row: attackers try those first, even if you thought of it yourself. Take a new one, by
              chance this time. A digit at the end makes little difference.
            </li>
            <li>
              <strong>Too close to you or to us.</strong> It consists of your e-mail address, your name or the name of
              this service. Those are tried early.
            </li>
          </ul>
        </Details>
      </>
    ),
  },
  {
    id: 'if-it-leaked',
    heading: 'If somebody may know it',
    body: (
      <>
        <p>A mail from another site about a leak, a doubtful page on which you typed it, a note that is missing:</p>
        <ol>
          <li>
            <a href="/security/password">Change the password here</a>. This signs out every other browser.
          </li>
          <li>Change it everywhere else you used it. Your mailbox first.</li>
          <li>
            Read the <a href="/guide/login-history">login history</a> since that day. An unknown success in it?{' '}
            <a href="/guide/login-alerts#it-was-not-me">Continue here</a>.
          </li>
        </ol>
        <p>
          If you suspect a harmful program on your computer, do this from another device. Otherwise it reads the new
          password too.
        </p>
      </>
    ),
  },
  {
    id: 'forgotten',
    heading: 'If you have forgotten it',
    body: (
      <>
        <ol>
          <li>
            Open <a href="/forgot-password">Forgot your password</a> and enter your e-mail address.
          </li>
          <li>
            Open the link in the mail within 30 minutes. It works once. If you asked several times, only the newest
            works.
          </li>
          <li>Choose the new password and press the button. Until then the old one stays as it is.</li>
          <li>Sign in. The reset signs out every browser, the one in front of you included.</li>
        </ol>
        <Details summary="No mail arrives">
          <p>
            Look in the spam folder and wait five minutes. Check that you used the address you signed up with: the page
            answers the same for an unknown one, so that nobody can find out who has an account. We send at most five
            such mails an hour to one address, and the last one keeps working.
          </p>
        </Details>
      </>
    ),
  },
];
