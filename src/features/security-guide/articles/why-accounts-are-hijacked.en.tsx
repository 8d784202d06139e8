import { Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const whyAccountsAreHijackedEn: Article = ({ brand, retentionDays }) => [
  {
    id: 'what-a-thief-wants',
    heading: 'What a thief wants with it',
    body: (
      <>
        <p>
          You may feel too small to be worth the trouble. But a thief does not look at the size of your business, only
          at what your account controls. Whoever can change a domain decides where its visitors, its orders and its mail
          end up.
        </p>
        <ul>
          <li>
            <strong>Read your mail.</strong> One changed entry sends everything written to your domain to another
            server. That includes the “choose a new password” mails from your bank, your shop and your suppliers. One
            account opens many others.
          </li>
          <li>
            <strong>Stand in for your shop.</strong> Your address leads to a copy of your site. Visitors see the right
            name and even the padlock, because whoever controls a domain can get a certificate for it within minutes.
            What they type goes to the thief.
          </li>
          <li>
            <strong>Write in your name.</strong> An invoice with a new bank account, sent from your real domain, looks
            genuine because in part it is.
          </li>
          <li>
            <strong>Keep the domain.</strong> It is moved to another provider, sold on, or held until you pay. Getting
            it back can take weeks.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'how-they-get-in',
    heading: 'How they get in',
    body: (
      <>
        <p>Rarely by breaking anything. Most walk through a door that was left open:</p>
        <ul>
          <li>
            <strong>Phishing.</strong> A mail frightens you and leads to a page that looks like ours. The password you
            type there is used within seconds.
          </li>
          <li>
            <strong>A password used twice.</strong> Some other site is robbed. Programs then try the same address and
            password everywhere else.
          </li>
          <li>
            <strong>A harmful program.</strong> It comes with a “free” download or an attachment and copies saved
            passwords, and also the proof that you are signed in. With that proof nobody needs your password.
          </li>
          <li>
            <strong>Your mailbox.</strong> Whoever reads your mail can ask almost any site for a new password, and gets
            the link before you do.
          </li>
          <li>
            <strong>Your phone number.</strong> A stranger persuades your phone company to move your number to another
            SIM card. Text messages meant for you, codes included, now reach them. Many mailboxes fall this way.
          </li>
          <li>
            <strong>A kind person in support.</strong> Somebody calls, plays the desperate owner and asks for an
            exception, just this once.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'the-signs',
    heading: 'The signs',
    body: (
      <>
        <ul>
          <li>A login alert for a sign-in you did not make.</li>
          <li>Your password no longer works, or a mail says that it was changed.</li>
          <li>Links for a new password that you did not ask for, again and again.</li>
          <li>Mail stops arriving, or your mailbox has a forwarding rule that you never made.</li>
          <li>Your phone loses its network for hours in a place where it normally works.</li>
          <li>Customers ask about an invoice or a page that you do not know.</li>
        </ul>
        <Notice tone="warning" title="You recognise one of these?">
          <p>
            Do not wait until morning. Follow{' '}
            <a href="/guide/login-alerts#it-was-not-me">what to do when it wasn’t you</a>. It takes about ten minutes.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'what-protects-you',
    heading: 'What protects you',
    body: (
      <>
        <p>Start at the top. Each step closes at least one of the doors above.</p>
        <ol>
          <li>
            Use <a href="/guide/strong-passwords">a long password that you use nowhere else</a>, kept in a password
            manager. The manager also knows the right address: when it offers nothing on a page that looks like ours,
            stop.
          </li>
          <li>
            Turn on <a href="/guide/two-factor">two-factor authentication</a>. Then a stolen password alone opens
            nothing. It takes three minutes.
          </li>
          <li>
            Protect the mailbox as well as this account. Give it a password of its own, and switch on two-step sign-in
            at your mail provider if there is one. An app is better than text messages.
          </li>
          <li>
            Leave <a href="/guide/login-alerts">login alerts</a> on, and read them.
          </li>
          <li>Reach us by typing the address or from a bookmark, not from a mail.</li>
          <li>Keep your computer and browser up to date. Get programs from their makers only.</li>
          <li>
            Once a month, look through the <a href="/guide/login-history">login history</a> and your{' '}
            <a href="/security/sessions">sessions</a>.
          </li>
        </ol>
      </>
    ),
  },
  {
    id: 'what-we-do',
    heading: `What ${brand} does for you`,
    body: (
      <>
        <ul>
          <li>
            It writes down every sign-in and every failed attempt, and shows you the full record for {retentionDays}{' '}
            days.
          </li>
          <li>It tells you by mail when somebody signs in as you.</li>
          <li>
            It slows guessing down. After five wrong passwords strangers must wait, longer each time. A browser you have
            used before keeps tries of its own, so nobody can lock you out by guessing.
          </li>
          <li>It asks you to prove again that it is you before a sensitive change.</li>
          <li>
            It signs you out after an hour without use, and after a day at the latest, unless you choose otherwise.
          </li>
          <li>It tells nobody whether an e-mail address has an account here.</li>
          <li>It never asks for your password by mail or phone.</li>
        </ul>
        <p>
          What it cannot do: see who sits at a computer on which you are signed in, or guard a mailbox that somebody
          else reads. Those two are in your hands.
        </p>
      </>
    ),
  },
];
