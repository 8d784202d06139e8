import { Details } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { Support } from '../support.tsx';

export const questionsEn: Article = ({ brand, retentionDays, supportContact }) => [
  {
    id: 'signing-in',
    heading: 'Signing in',
    body: (
      <>
        <Details summary="Why must I wait before I can try again?">
          <p>
            After five wrong passwords there is a wait of 30 seconds, and it doubles with each further mistake, up to an
            hour. During a wait even the right password is not looked at. You need not sit it out:{' '}
            <a href="/forgot-password">Forgot your password</a> works all the time.
          </p>
        </Details>
        <Details summary="Can a stranger lock me out by typing wrong passwords?">
          <p>
            No. A browser in which you have signed in before has tries of its own, which a stranger cannot use up. And
            you can always get in with a reset link.
          </p>
        </Details>
        <Details summary="Why does it not say whether the address or the password is wrong?">
          <p>
            Because the answer would help the wrong people: anybody could find out who has an account here. So the
            answer is the same in both cases. Check both.
          </p>
        </Details>
        <Details summary="Should I tick “keep me signed in”?">
          <p>
            On your own locked device you may. You then stay signed in for seven days, but you can mostly just look: to
            change something after a break you enter your password again. On a shared computer leave it off.
          </p>
        </Details>
        <Details summary="Is there two-factor sign-in?">
          <p>
            Yes, and it is the best protection you can switch on here: besides the password, signing in then takes a
            code from an app on your phone. <a href="/guide/two-factor">How it works and how to set it up</a>.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'passwords',
    heading: 'Passwords',
    body: (
      <>
        <Details summary="Why at least 15 characters?">
          <p>
            Because length is what stops a guessing program, more than any sign or digit. Five words picked by chance
            are enough, and there is no rule about capitals or digits.{' '}
            <a href="/guide/strong-passwords#make-one">Make one in two minutes</a>.
          </p>
        </Details>
        <Details summary="Do I have to change it regularly?">
          <p>No. Passwords that must be changed often only get simpler. Change it when somebody may know it.</p>
        </Details>
        <Details summary="Can anybody at your company see my password?">
          <p>
            No. Only a scrambled form is kept, from which it cannot be read back. Whoever asks you for it, by mail or on
            the phone, is not from {brand}.
          </p>
        </Details>
        <Details summary="May I paste the password, or let the browser fill it in?">
          <p>Yes, please do. Every password field accepts both.</p>
        </Details>
      </>
    ),
  },
  {
    id: 'alerts-and-history',
    heading: 'Alerts and history',
    body: (
      <>
        <Details summary="The alert shows the wrong town or country. Was it me?">
          <p>
            Look at time and browser. If both fit, it was most likely you:{' '}
            <a href="/guide/login-history#place">the place is a rough guess</a>.
          </p>
        </Details>
        <Details summary="I see many failed attempts. Have I been hacked?">
          <p>
            Not by failed attempts. What matters is whether a success follows that is not yours.{' '}
            <a href="/guide/login-history#worrying">How to tell the difference</a>.
          </p>
        </Details>
        <Details summary="I got a link for a new password but did not ask for one">
          <p>
            Somebody entered your address, perhaps by mistake. Nothing has changed, and your password still works.
            Delete the mail and never forward it. If it happens often, make sure that nobody else can read your mailbox.
          </p>
        </Details>
        <Details summary="Does a link in a mail act as soon as I open it?">
          <p>No. Links from us only open a page. Something happens when you press the button on it, not before.</p>
        </Details>
        <Details summary="How long do you keep my history?">
          <p>
            In full for {retentionDays} days. Then the addresses are erased, and the lines follow at most a month later.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'sessions-and-devices',
    heading: 'Sessions and devices',
    body: (
      <>
        <Details summary="My laptop or phone was stolen. What now?">
          <ol>
            <li>
              From another device, open <a href="/security/sessions">Sessions</a> and end the one on it.
            </li>
            <li>
              <a href="/security/password">Change your password</a> if it was saved there.
            </li>
            <li>
              Was your authenticator app on it?{' '}
              <a href="/guide/two-factor#phone-lost">Remove it and set up a new one</a>.
            </li>
            <li>Change the password of your mailbox too, if the device was signed in to it.</li>
          </ol>
        </Details>
        <Details summary="I forgot to sign out on somebody else’s computer">
          <p>
            End that session from here: <a href="/security/sessions">Sessions</a>. Otherwise it ends by itself after an
            hour without use, and after 24 hours at the latest. Only with “keep me signed in” does it last seven days.
          </p>
        </Details>
        <Details summary="Why must I confirm that it is me although I am signed in?">
          <p>
            For a sensitive change we want to be sure that it is you and not somebody at your unlocked computer. So we
            ask again when your last proof is more than ten minutes old: for your password or, with two-factor
            authentication, for a code.
          </p>
        </Details>
        <Details summary="In how many browsers can I be signed in?">
          <p>In 20 at a time. The 21st sign-in ends the oldest session.</p>
        </Details>
        <Details summary="What is signed out when I change my password?">
          <p>
            Every other browser. The one in which you change it stays signed in. After a <em>reset</em> all are signed
            out, and you sign in with the new password.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'email-address',
    heading: 'E-mail address',
    body: (
      <>
        <Details summary="The link that confirms my address no longer works">
          <p>
            It is valid for 24 hours. Simply <a href="/sign-up">sign up again</a> and use the new mail.
          </p>
        </Details>
        <Details summary="Why must I enter my password to confirm my address?">
          <p>
            You opened the link in another browser than the one in which you signed up. The password from the sign-up
            shows that both are you. Otherwise a stranger could sign up with your address and wait for you to confirm.
          </p>
        </Details>
        <Details summary="Why do I get a mail that I already have an account?">
          <p>
            Somebody signed up with your address, perhaps you. Nothing has changed, and whoever it was did not learn
            that you have an account. If it was you, simply <a href="/sign-in">sign in</a>.
          </p>
        </Details>
        <Details summary="Your mails do not arrive">
          <p>
            Look in the spam folder and add our sender to your contacts. Under{' '}
            <a href="/personal-information">Personal information</a> you see which address we write to.
          </p>
        </Details>
        <Details summary="Can I change my e-mail address?">
          <p>
            Yes, as long as you can sign in: under <a href="/personal-information">Personal information</a>. Type the
            new address, then the code that we mail there. From then on you sign in with the new one, and all other
            browsers are signed out.
          </p>
          <p>
            The old address is told, with a link that takes the change back. For seven days it still gets every security
            mail; so do it before you lose the old mailbox, not after.
          </p>
        </Details>
        <Details summary="Can security mail go to a second address?">
          <p>
            Yes, to up to three more, and you should have at least one, at another mail provider: if somebody gets into
            your mailbox and deletes our alerts there, you still read them in the other. You add it under{' '}
            <a href="/personal-information">Personal information</a>. Nobody can sign in with it or set a new password
            through it.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'lost-access',
    heading: 'Lost access',
    body: (
      <>
        <Details summary="I have forgotten my password">
          <p>
            Ask for a link under <a href="/forgot-password">Forgot your password</a>. It is valid for 30 minutes and
            works once. <a href="/guide/strong-passwords#forgotten">Step by step</a>.
          </p>
        </Details>
        <Details summary="Somebody has changed my password">
          <p>
            As long as your mailbox is yours, you are stronger: a <a href="/forgot-password">reset</a> throws everybody
            out and closes their password. Then go through{' '}
            <a href="/guide/login-alerts#it-was-not-me">what to do when it wasn’t you</a>.
          </p>
        </Details>
        <Details summary="I cannot get into my mailbox any more">
          <p>
            If you still know your password, sign in here as usual. If not, get the mailbox back first, with your mail
            provider. Only if that is impossible, turn to our support:{' '}
            <Support contact={supportContact} otherwise="you find it on your contract or invoice" />. Expect questions.
            They protect you from somebody who claims to be you.
          </p>
        </Details>
      </>
    ),
  },
];
