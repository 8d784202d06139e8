import { Facts, Notice, Table } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';

export const usersAndRolesEn: Article = ({ brand, publicUrl, retentionDays, picture }) => [
  {
    id: 'why',
    heading: 'One person, one sign-in',
    body: (
      <>
        <p>
          Several people look after your domains? Give each a sign-in of their own: share the account, not the password.
        </p>
        <ul>
          <li>Each can do what their work needs, and nothing else.</li>
          <li>You see who did what. With a shared password, it was always “somebody”.</li>
          <li>When somebody leaves, you remove one person. Nobody else has to learn a new password.</li>
        </ul>
      </>
    ),
  },
  {
    id: 'which-role',
    heading: 'Who needs which role',
    body: (
      <>
        <p>Give the smallest role that does the work; more takes a minute.</p>
        <Table
          caption="Which role for whom"
          head={['Who', 'Role', 'Why']}
          rows={[
            ['The web agency', 'Technical', 'Changes DNS entries; can neither move a domain away nor read bills.'],
            ['The bookkeeper', 'Billing', 'Pays and renews.'],
            ['Whoever runs the team', 'Administrator', 'Invites and removes people; cannot make owners.'],
            ['The data protection officer', 'Auditor', 'Reads everything, changes nothing.'],
            ['You, and one person you trust', 'Owner', 'Decides about the account itself.'],
          ]}
        />
        <p>
          The whole table, permission by permission, is under <a href="/account/roles">Roles</a>. Two owners are better
          than one: if one loses access, the other still decides.
        </p>
        {picture('account-members', 'Users: roles, protections and last sign-ins.')}
      </>
    ),
  },
  {
    id: 'invite',
    heading: 'Inviting somebody',
    body: (
      <>
        <ol>
          <li>
            Open <a href="/account/invitations">Invitations</a>, type the address, choose the role.
          </li>
          <li>Tell the person yourself that a genuine mail will come.</li>
          <li>They open the link, sign in or sign up, and accept. The link works once, for 72 hours.</li>
        </ol>
        {picture('account-invitation', 'What they see before they accept.')}
        <MailSample
          genuine
          label="A genuine invitation"
          example="Example: genuine"
          lines={[
            ['From', brand],
            ['Subject', `You are invited to work in a ${brand} account`],
          ]}
          lookAtTitle="What to look at"
          lookAt={[
            `The link begins with ${publicUrl}/invitations/.`,
            'There is no message from the inviter in it, and no name: otherwise anybody could have us send their words to strangers.',
            'It asks for nothing but a look. Whose account it is, you see after signing in.',
          ]}
        >
          <Facts
            rows={[
              ['Role', 'Technical'],
              ['Valid until', '27 November at 09:12'],
            ]}
          />
          <p>
            Look at the invitation: <MailLink>{`${publicUrl}/invitations/…`}</MailLink>
          </p>
        </MailSample>
        <p>
          A forwarded link is of no use to anybody else: it counts only for the invited address. You want no invitations
          at all? Refuse them under <a href="/account/switch">Your accounts</a>.
        </p>
      </>
    ),
  },
  {
    id: 'switch',
    heading: 'Working in several accounts',
    body: (
      <p>
        You keep your own account and can be a member of others. The name at the top of every page, on a phone above its
        title, says in which one you are. You switch under <a href="/account/switch">Your accounts</a>.
      </p>
    ),
  },
  {
    id: 'leave',
    heading: 'When somebody leaves or is away',
    body: (
      <>
        <ul>
          <li>
            <strong>Away for a while:</strong> suspend them until a day. On that day they are back by themselves.
          </li>
          <li>
            <strong>Gone:</strong> remove them. It counts from their next click, in every browser.
          </li>
          <li>
            <strong>You go yourself:</strong> leave under <a href="/account/switch">Your accounts</a>. The last owner
            cannot.
          </li>
        </ul>
        <p>Invitations that this person sent and that nobody answered are void then, too.</p>
      </>
    ),
  },
  {
    id: 'ownership',
    heading: 'Handing over ownership',
    body: (
      <>
        <p>Whoever owns the account owns the domains. So it never happens in one click:</p>
        <ol>
          <li>An owner offers it: by an invitation, or by giving a member the role of an owner.</li>
          <li>The other person accepts.</li>
          <li>
            Nothing more happens for 48 hours, unless {brand} chose another time. All owners get a mail, and each of
            them can stop it on the page of that person.
          </li>
          <li>Then there is one owner more. Now the old owner can leave, if that was the plan.</li>
        </ol>
        <Notice tone="warning" title="You get such a mail and know nothing of it?">
          <p>
            Open <a href="/account/users">Users</a> at once and stop it. Then find out who offered it: the{' '}
            <a href="/account/activity">activity</a> tells you from which address.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'not-yours',
    heading: 'When a change was not yours',
    body: (
      <>
        <p>
          Every owner gets a mail about every change, also one whom the change removed. Its link works for seven days
          and needs no sign-in. Opening it changes nothing.
        </p>
        <ol>
          <li>
            <strong>Stop it.</strong> For 24 hours nobody can change anything in the account, and nobody becomes an
            owner. Was it done in your name? Then all your sessions end, too. Everybody else stays signed in and can
            look.
          </li>
          <li>
            <strong>Take it back.</strong> Whoever is an owner still proves with what they had just before: the password
            of that day and, if there was one, the app, a backup code or a passkey. A thief’s new password does not
            count.
          </li>
          <li>
            <strong>Talk to the other owners</strong>, best by telephone, and choose a new password if somebody used
            your name.
          </li>
        </ol>
        <p>
          So that nobody locks an account for ever, each owner can stop changes once in seven days, and once more when
          their own ownership was taken. All is well again? An owner ends it early by confirming with an app or a
          passkey that is older than seven days; not the one whose change was objected to.
        </p>
      </>
    ),
  },
  {
    id: 'policy',
    heading: 'Asking everybody for a second factor, or for a passkey',
    body: (
      <>
        <p>
          Under <a href="/account/policy">Rules for members</a>, owners decide that a password alone is not enough. A
          second factor stops whoever stole a password. A passkey is stronger: a code can be typed into a false page, a
          passkey cannot.
        </p>
        <ol>
          <li>Set it up for yourself first; of passkeys better two, on two devices.</li>
          <li>
            See under <a href="/account/users">Users</a> who has what already.
          </li>
          <li>Choose a day to come. Everybody gets a mail, and whoever is not ready another three days before.</li>
        </ol>
        {picture('account-rule', 'The choice, and the day from which it counts.')}
        <p>
          From that day on, members who lack it can only set it up here; their own account stays open to them. Whoever
          came in without their passkey confirms with it once. The last one cannot be removed while a rule asks for it;
          who lost them all <a href="/recovery?lost=passkey">gets back in</a> first.
        </p>
      </>
    ),
  },
  {
    id: 'activity',
    heading: 'Seeing who did what',
    body: (
      <p>
        The <a href="/account/activity">activity</a> lists every change with its time, person and proof; for{' '}
        {String(retentionDays)} days also the network address. Nobody can edit it, not even an owner. Looking at it is
        noted as well. You can filter it, and download it as a table.
      </p>
    ),
  },
];
