import { Facts, Notice, Table } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';

export const usersAndRolesFr: Article = ({ brand, publicUrl, retentionDays, picture }) => [
  {
    id: 'why',
    heading: 'Une personne, une connexion',
    body: (
      <>
        <p>
          Plusieurs personnes s’occupent de vos domaines ? Donnez à chacune sa connexion : partagez le compte, pas le
          mot de passe.
        </p>
        <ul>
          <li>Chacun peut ce que son travail demande, et rien d’autre.</li>
          <li>Vous voyez qui a fait quoi. Avec un mot de passe commun, c’était toujours « quelqu’un ».</li>
          <li>Quand quelqu’un part, vous retirez une personne. Les autres gardent leur mot de passe.</li>
        </ul>
      </>
    ),
  },
  {
    id: 'which-role',
    heading: 'Qui a besoin de quel rôle',
    body: (
      <>
        <p>Donnez le plus petit rôle qui suffit ; en ajouter prend une minute.</p>
        <Table
          caption="Quel rôle pour qui"
          head={['Qui', 'Rôle', 'Pourquoi']}
          rows={[
            [
              'L’agence web',
              'Technique',
              'Modifie les entrées DNS ; ne peut ni emmener un domaine ni lire les factures.',
            ],
            ['La comptabilité', 'Facturation', 'Paie et renouvelle.'],
            ['Qui dirige l’équipe', 'Administration', 'Invite et retire des personnes ; ne nomme pas de propriétaire.'],
            ['La personne chargée de la protection des données', 'Contrôle', 'Lit tout, ne change rien.'],
            ['Vous, et une personne de confiance', 'Propriétaire', 'Décide du compte lui-même.'],
          ]}
        />
        <p>
          Le tableau complet, droit par droit, est sous <a href="/account/roles">Rôles</a>. Deux propriétaires valent
          mieux qu’un : si l’un perd son accès, l’autre décide encore.
        </p>
        {picture('account-members', 'Rôles, protections et dernières connexions.')}
      </>
    ),
  },
  {
    id: 'invite',
    heading: 'Inviter quelqu’un',
    body: (
      <>
        <ol>
          <li>
            Ouvrez <a href="/account/invitations">Invitations</a>, saisissez l’adresse, choisissez le rôle.
          </li>
          <li>Annoncez vous-même l’e-mail à la personne.</li>
          <li>Elle ouvre le lien, se connecte ou s’inscrit, et accepte. Le lien marche une fois, pendant 72 heures.</li>
        </ol>
        {picture('account-invitation', 'Ce qu’elle voit avant d’accepter.')}
        <MailSample
          genuine
          label="Une vraie invitation"
          example="Exemple : authentique"
          lines={[
            ['De', brand],
            ['Objet', `Invitation à travailler dans un compte ${brand}`],
          ]}
          lookAtTitle="Ce qu’il faut regarder"
          lookAt={[
            `Le lien commence par ${publicUrl}/invitations/.`,
            'Elle ne contient ni message de la personne qui invite, ni nom : sinon, chacun pourrait nous faire envoyer ses mots à des inconnus.',
            'Elle ne demande qu’un regard. Une fois connecté, vous voyez de quel compte il s’agit.',
          ]}
        >
          <Facts
            rows={[
              ['Rôle', 'Technique'],
              ['Valable jusqu’au', '27 novembre à 09:12'],
            ]}
          />
          <p>
            Voir l’invitation : <MailLink>{`${publicUrl}/invitations/…`}</MailLink>
          </p>
        </MailSample>
        <p>
          Un lien transféré ne sert à personne d’autre : il ne compte que pour l’adresse invitée. Vous ne voulez aucune
          invitation ? Refusez-les sous <a href="/account/switch">Vos comptes</a>.
        </p>
      </>
    ),
  },
  {
    id: 'switch',
    heading: 'Travailler dans plusieurs comptes',
    body: (
      <p>
        Vous gardez votre compte et pouvez être membre d’autres. Le nom en haut de chaque page, au-dessus du titre sur
        un téléphone, dit où vous êtes. Changez sous <a href="/account/switch">Vos comptes</a>.
      </p>
    ),
  },
  {
    id: 'leave',
    heading: 'Quand quelqu’un part ou s’absente',
    body: (
      <>
        <ul>
          <li>
            <strong>Absent pour un temps :</strong> suspendez la personne jusqu’à un jour. Ce jour-là, elle revient
            d’elle-même.
          </li>
          <li>
            <strong>Parti :</strong> retirez la personne. Cela compte dès son prochain clic, dans chaque navigateur.
          </li>
          <li>
            <strong>Vous partez :</strong> quittez le compte sous <a href="/account/switch">Vos comptes</a>. Le dernier
            propriétaire ne le peut pas.
          </li>
        </ul>
        <p>Les invitations que cette personne a envoyées et qui attendent une réponse ne valent alors plus rien.</p>
      </>
    ),
  },
  {
    id: 'ownership',
    heading: 'Transmettre la propriété',
    body: (
      <>
        <p>À qui appartient le compte appartiennent les domaines. Cela ne se fait jamais en un clic :</p>
        <ol>
          <li>Un propriétaire la propose : par une invitation, ou en donnant ce rôle à un membre.</li>
          <li>L’autre personne accepte.</li>
          <li>
            Rien d’autre ne se passe pendant 48 heures, sauf si {brand} a choisi une autre durée. Chaque propriétaire
            reçoit un e-mail et peut tout arrêter sur la page de cette personne.
          </li>
          <li>Ensuite, il y a un propriétaire de plus. L’ancien peut alors partir, si c’était prévu.</li>
        </ol>
        <Notice tone="warning" title="Vous recevez un tel e-mail et n’en savez rien ?">
          <p>
            Ouvrez tout de suite <a href="/account/users">Utilisateurs</a> et arrêtez-le. Cherchez ensuite qui l’a
            proposé : l’<a href="/account/activity">activité</a> vous dit depuis quelle adresse.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'not-yours',
    heading: 'Quand un changement n’est pas de vous',
    body: (
      <>
        <p>
          Chaque propriétaire reçoit un e-mail à chaque changement, même celui que le changement a retiré. Son lien
          fonctionne sept jours, sans se connecter. L’ouvrir ne change rien.
        </p>
        <ol>
          <li>
            <strong>Arrêtez.</strong> Pendant 24 heures, personne ne peut rien modifier dans le compte ni en devenir
            propriétaire. Cela a été fait en votre nom ? Alors toutes vos sessions se terminent aussi. Les autres
            restent connectés et peuvent regarder.
          </li>
          <li>
            <strong>Annulez.</strong> Qui est encore propriétaire prouve son identité avec ce qu’il avait juste avant :
            le mot de passe de ce jour et, le cas échéant, l’application, un code de secours ou une clé d’accès. Le
            nouveau mot de passe d’un voleur ne compte pas.
          </li>
          <li>
            <strong>Parlez aux autres propriétaires</strong>, de préférence par téléphone, et choisissez un nouveau mot
            de passe si quelqu’un a agi en votre nom.
          </li>
        </ol>
        <p>
          Pour que personne ne bloque un compte sans fin, chaque propriétaire peut arrêter les changements une fois en
          sept jours, et une fois de plus quand sa propre place lui a été prise. Tout est rentré dans l’ordre ? Un
          propriétaire y met fin plus tôt en confirmant avec une application ou une clé d’accès de plus de sept jours ;
          pas la personne dont le changement est contesté.
        </p>
      </>
    ),
  },
  {
    id: 'policy',
    heading: 'Demander à chacun un second facteur ou une clé d’accès',
    body: (
      <>
        <p>
          Sous <a href="/account/policy">Règles pour les membres</a>, les propriétaires décident qu’un mot de passe seul
          ne suffit pas. Une clé d’accès protège mieux qu’un code : une fausse page ne peut pas la recevoir.
        </p>
        <ol>
          <li>Commencez par vous ; avec deux clés d’accès, sur deux appareils.</li>
          <li>
            Voyez sous <a href="/account/users">Utilisateurs</a> qui a déjà quoi.
          </li>
          <li>Choisissez un jour à venir. Chacun reçoit un e-mail, et un rappel trois jours avant.</li>
        </ol>
        {picture('account-rule', 'Le choix, et le jour à partir duquel il compte.')}
        <p>
          Dès ce jour, les membres qui ne sont pas prêts peuvent seulement le devenir ; leur propre compte leur reste
          ouvert. Qui entre sans sa clé d’accès confirme avec elle. La dernière ne peut pas être supprimée tant qu’une
          règle la demande ; qui les a toutes perdues <a href="/recovery?lost=passkey">retrouve d’abord l’accès</a>.
        </p>
      </>
    ),
  },
  {
    id: 'activity',
    heading: 'Voir qui a fait quoi',
    body: (
      <p>
        L’<a href="/account/activity">activité</a> montre chaque changement avec son heure, son auteur et sa preuve ;
        pendant {String(retentionDays)} jours aussi l’adresse réseau. Personne ne peut la modifier, pas même un
        propriétaire. La consulter est noté aussi. Vous pouvez la filtrer et la télécharger en tableau.
      </p>
    ),
  },
];
