import { Address, Details, Notice, Table } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { Support } from '../support.tsx';

export const ipRestrictionEn: Article = ({ picture, supportContact }) => [
  {
    id: 'what-an-address-is',
    heading: 'What an address is',
    body: (
      <>
        <p>
          Every connection to the Internet has an address, as a house has one for its mail. There are two kinds:{' '}
          <Address value="203.0.113.37" /> with dots (IPv4), and <Address value="2001:db8:7:1::a1" /> with colons
          (IPv6). Many connections have both, and your device picks one by itself.
        </p>
        <p>
          All devices in one home or office usually show the same IPv4 address: that of the router. A phone on the road
          has one from its operator. We see the address of each click, and show you yours:
        </p>
        {picture('ip-restriction-here', 'Your address as we see it, on the page of the setting.')}
      </>
    ),
  },
  {
    id: 'static-or-dynamic',
    heading: 'Static or dynamic?',
    body: (
      <>
        <p>This one question decides whether a list is good for you.</p>
        <Table
          caption="Static and dynamic addresses compared"
          head={['Address', 'Static', 'Dynamic']}
          rows={[
            ['How long it stays', 'For years', 'A day, a week, until the router restarts'],
            ['Who has one', 'Offices, servers, some home connections for a fee', 'Most home connections, all phones'],
            ['On a list', 'Fits well', 'Locks you out one morning'],
          ]}
        />
        <h3>How to find out</h3>
        <ol>
          <li>
            Look at your <a href="/security/login-history">login history</a>. Does the same place always show the same
            address, for weeks?
          </li>
          <li>Switch the router off for ten minutes and on again. Is the address on our page another one now?</li>
          <li>Ask your operator: “Is my address static? And my IPv6 network?”</li>
        </ol>
        <p>
          Before a list counts, we play it through your own last 90 days and warn you when your address seems to change.
        </p>
        {picture(
          'ip-restriction-replay',
          'What a list would have done: above the line who gets in, below it who is refused.',
        )}
        <Details summary="Why my IPv6 address changes although the line is static">
          <p>
            For your privacy, computers take a new IPv6 address every day, within the network of your line. That network
            stays. So put the network on the list, such as <Address value="2001:db8:7:1::/64" />, and not the one
            address.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'when-it-makes-sense',
    heading: 'When it makes sense',
    body: (
      <>
        <p>
          <strong>Good:</strong> you work from an office, through a company VPN, or from a server with a static address.
          Then even somebody who has your password, your phone and your session gets nothing from elsewhere.
        </p>
        <p>
          <strong>Better without:</strong> you work from home with a dynamic address, from trains and hotels, or with
          your phone. Use <a href="/guide/two-factor">two-factor authentication</a> instead: it protects you everywhere.
        </p>
        <p>
          An address is never the only lock. From an address on the list, all proofs are asked for as before. And
          whoever sits in the same office or on the same VPN has the same address.
        </p>
      </>
    ),
  },
  {
    id: 'set-it',
    heading: 'Set it without locking yourself out',
    body: (
      <>
        <ol>
          <li>
            <strong>Have backup codes.</strong> They open the way back. If you have none, the page offers a set; that
            does not turn on two-factor authentication.
          </li>
          <li>
            <strong>
              Open <a href="/security/ip-restriction">IP restriction</a>
            </strong>{' '}
            and begin with the address you are at. Give each entry a label, and a last day if it is for a journey.
          </li>
          <li>
            <strong>Read the check.</strong> It shows which of your own sign-ins would have been refused, and proposes
            what to add. Not sure? Choose to only watch for a week.
          </li>
          <li>
            <strong>Turn it on.</strong> The list counts at once, but only on trial.
          </li>
          <li>
            <strong>Confirm.</strong> Within 15 minutes, prove again that it is you, from an address on the list. If you
            do not, or cannot, the list takes itself back.
          </li>
        </ol>
        {picture('ip-restriction-trial', 'On trial: nobody who makes a mistake stays outside.')}
      </>
    ),
  },
  {
    id: 'when-the-address-changes',
    heading: 'What happens when your address changes',
    body: (
      <>
        <p>
          While you work: the next click is answered with “Not from this address”. Your session is not lost; back at an
          address on the list, it goes on. At the sign-in, you are told the same, after your password and second step
          were right. In both cases a line appears in your login history.
        </p>
        <p>
          You get a mail “Your password was used outside your IP list” and it was not you? Then somebody knows your
          password. Press the button in the mail.
        </p>
      </>
    ),
  },
  {
    id: 'locked-out',
    heading: 'Locked out? The way back',
    body: (
      <>
        <p>These ways work from every address, in this order:</p>
        <ol>
          <li>
            <strong>Go to an allowed address</strong>, such as the office, or use the company VPN. Change the list
            there.
          </li>
          <li>
            <strong>Your password, a backup code and your mail.</strong> Open the{' '}
            <a href="/recovery?lost=address">way back</a>, give the three, and the address you are at is open for 15
            minutes. Sign in and change the list.
          </li>
          <li>
            <strong>No backup code?</strong> With your password and the code from your mail, the list is lifted after
            some days. We write to you every day of the wait, so that nobody does this behind your back.
          </li>
          <li>
            <strong>Our support</strong> can clear the list, after asking who you are:{' '}
            <Support contact={supportContact} otherwise="you find it on your contract or invoice" />.
          </li>
        </ol>
        <Notice tone="info" title="You did not set a list at all?">
          <p>
            Then somebody else did. Open the mail “New IP restriction” and press its link: it stops all changes for a
            day and brings the old list back. It works from every address.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'account',
    heading: 'The list of a shared account',
    body: (
      <>
        <p>
          The owners of an account can say from where it is used, under{' '}
          <a href="/account/policy/addresses">Rules for members, Addresses</a>: up to 10,000 entries that bind every
          member, owners too, in this account alone. A member’s own list counts besides. The check names the members
          whom the list would have refused; it is tried and confirmed as your own list is.
        </p>
        <p>
          A member who is refused stands in the account’s activity, and the owners get a mail. If it was not that
          member, somebody has their password.
        </p>
        <p>
          You are an owner and outside? Another owner can change the list, or the way back opens your address for you.
        </p>
      </>
    ),
  },
];
