import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const loginHistoryEn: Article = ({ retentionDays }) => [
  {
    id: 'what-a-line-shows',
    heading: 'What a line shows',
    body: (
      <>
        <p>
          Each line of the <a href="/security/login-history">login history</a> is a sign-in, a failed attempt, or a
          change such as a new password:
        </p>
        <ul>
          <li>
            <strong>Time</strong>, in your own time zone. Point at it for the exact instant.
          </li>
          <li>
            <strong>Outcome.</strong> It worked, or it was refused and why: a wrong password, or too many tries.
          </li>
          <li>
            <strong>Address and place.</strong> The network from which the request came.
          </li>
          <li>
            <strong>Browser and system</strong>, as the browser calls itself. A liar can write something else there. A
            mark says when browser or network are new for you.
          </li>
        </ul>
        <p>Nobody can edit or delete these lines, neither you nor somebody who has got into your account.</p>
      </>
    ),
  },
  {
    id: 'attempts-before',
    heading: 'The attempts before a success',
    body: (
      <>
        <p>
          A sign-in that worked also tells how many attempts failed since the one before, and from which addresses. Open
          the line to see them one by one.
        </p>
        <p>
          Two failed tries from your own address just before it: you mistyped. Forty tries from addresses that you do
          not know, and then a success from one of them: somebody guessed your password.
        </p>
        <p>When a program tries hundreds of times, its tries are gathered in one line with a number.</p>
      </>
    ),
  },
  {
    id: 'place',
    heading: 'Why the place is approximate',
    body: (
      <>
        <p>
          The address belongs to a network, not to a house. From it we look up the country and the company that runs the
          network, without asking anybody else. That is often right and sometimes not:
        </p>
        <ul>
          <li>
            <strong>Phones</strong> go through their operator’s network. The address changes during the day, and abroad
            it can still be one from home.
          </li>
          <li>
            <strong>VPNs and privacy relays</strong> show where their server stands, which can be another country.
          </li>
          <li>
            <strong>Company networks</strong> often send everything out through one head office.
          </li>
          <li>
            <strong>At home</strong> the address may change over night, and there can be two kinds: a short one such as
            203.0.113.37 and a long one with colons.
          </li>
        </ul>
        <p>So do not judge by the place alone. Time, browser and place together tell you more.</p>
      </>
    ),
  },
  {
    id: 'normal',
    heading: 'Usually harmless',
    body: (
      <ul>
        <li>One to three failed tries, then your own sign-in from the same address.</li>
        <li>Your phone in the evening with another operator than your computer at noon.</li>
        <li>A new browser version, or the same computer twice because you use two browsers.</li>
        <li>
          Failed attempts from all over the world and no success among them. Programs knock at every door on the
          internet. A password that is long and used only here does not mind.
        </li>
        <li>A failed attempt right after you changed the password, by a browser that still had the old one saved.</li>
      </ul>
    ),
  },
  {
    id: 'worrying',
    heading: 'Worrying, and what to do',
    body: (
      <>
        <ul>
          <li>
            <strong>A success when you were not there,</strong> or with a system that you do not own.
          </li>
          <li>
            <strong>A success after many failed tries</strong> from addresses that are not yours.
          </li>
          <li>
            <strong>A success shortly after you followed a link in a mail</strong> and typed your password.
          </li>
        </ul>
        <Notice tone="warning" title="One of these? Act now">
          <p>
            Somebody else knows your password. <a href="/security/password">Change it</a>: that also ends all other
            sessions. Then go through <a href="/guide/login-alerts#it-was-not-me">what to do when it wasn’t you</a>.
          </p>
        </Notice>
        <Details summary="Many failed attempts, but no success">
          <p>
            Nobody got in. If your password is long, made by chance and used only here, you may leave it. If you used it
            elsewhere as well, change it today. The waits after wrong passwords slow the guessing down, and a browser
            that you have used before is not held up by them.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'how-long',
    heading: 'How long it is kept',
    body: (
      <>
        <p>
          In full for {retentionDays} days. After that the addresses are erased, and the lines themselves at most a
          month later. It is used for security only and never for advertising.
        </p>
        <p>
          The history is not the list of who is signed in now. That is the{' '}
          <a href="/security/sessions">sessions page</a>, where you can end each one.
        </p>
      </>
    ),
  },
];
