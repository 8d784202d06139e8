import { Address, Details, Facts, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';
import { Support } from '../support.tsx';

export const loginAlertsFr: Article = ({ brand, publicUrl, supportContact }) => [
  {
    id: 'read-an-alert',
    heading: 'Comment la lire',
    body: (
      <>
        <p>
          Une alerte de connexion est un e-mail qui vous dit : quelqu’un vient de se connecter avec votre compte. Elle
          indique
        </p>
        <ul>
          <li>
            <strong>quand</strong>, dans le fuseau horaire de vos informations personnelles ;
          </li>
          <li>
            <strong>avec quoi</strong> : le navigateur et le système, tels que le navigateur se présente ;
          </li>
          <li>
            <strong>d’où</strong> : l’adresse réseau, son pays et son opérateur ;
          </li>
          <li>
            <strong>comment</strong> : avec quelle preuve : le mot de passe, un code de votre application, un code de
            secours ;
          </li>
          <li>
            <strong>ce qui a précédé</strong> : les tentatives échouées depuis la connexion d’avant.
          </li>
        </ul>
        <p>
          Deux questions suffisent presque toujours. Étais-je en train de me connecter à cette minute-là ? Est-ce un
          navigateur que j’utilise ?
        </p>
        <p>
          Deux fois oui : rien à faire. Le lieu seul ne prouve rien : un téléphone ou un réseau d’entreprise apparaît
          souvent ailleurs, parfois dans un autre pays. <a href="/guide/login-history#place">Voici pourquoi</a>.
        </p>
      </>
    ),
  },
  {
    id: 'it-was-not-me',
    heading: 'Si ce n’était pas vous',
    body: (
      <>
        <p>Respirez, puis suivez ces étapes dans l’ordre.</p>
        <ol>
          <li>
            <strong>Mettez tout le monde dehors.</strong> Ouvrez « Ce n’était pas moi » dans l’e-mail et appuyez sur le
            bouton de la page. Vous doutez de l’e-mail lui-même ? Passez par{' '}
            <a href="/forgot-password">Mot de passe oublié</a> : la réinitialisation déconnecte tout le monde aussi.
          </li>
          <li>
            <strong>Choisissez un nouveau mot de passe</strong> avec le lien que nous vous envoyons.{' '}
            <a href="/guide/strong-passwords#make-one">Repartez de zéro</a>, sans retoucher l’ancien.
          </li>
          <li>
            <strong>Sécurisez votre messagerie.</strong> Changez son mot de passe aussi. Supprimez-y les règles de
            transfert et les appareils qui ne sont pas les vôtres.
          </li>
          <li>
            <strong>Cherchez ce qui a été touché.</strong> Connectez-vous et lisez l’
            <a href="/security/login-history">historique des connexions</a>. Contrôlez ensuite vos domaines : serveurs
            de noms, entrées pour le courrier, transferts, contacts.
          </li>
          <li>
            <strong>Trouvez la brèche.</strong> Le mot de passe servait-il ailleurs ? L’avez-vous tapé après un e-mail ?
            Avez-vous installé quelque chose ? Faites vérifier l’ordinateur avant de vous en resservir.
          </li>
          <li>
            <strong>Prévenez notre assistance</strong> si quelque chose a été modifié :{' '}
            <Support contact={supportContact} otherwise="ses coordonnées figurent sur votre contrat ou votre facture" />
            . Notez les heures et les adresses de l’historique.
          </li>
        </ol>
        <Notice tone="info" title="Si vous n’avez plus accès à votre messagerie">
          <p>
            Commencez par là, auprès de son fournisseur. Tant que quelqu’un d’autre lit vos e-mails, il reçoit aussi le
            lien pour un nouveau mot de passe ici.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'what-the-button-does',
    heading: 'Ce que fait « Ce n’était pas moi »',
    body: (
      <>
        <ul>
          <li>Toutes les sessions prennent fin, partout. L’inconnu est déconnecté, et vous aussi.</li>
          <li>
            L’ancien mot de passe n’ouvre plus rien. Il vous en faut un nouveau, choisi par un lien envoyé à votre
            adresse.
          </li>
          <li>Ce qui a été modifié entre-temps n’est pas rétabli, et rien n’est supprimé.</li>
        </ul>
        <p>
          Le lien de l’alerte fonctionne 7 jours. Ouvrir sa page ne déclenche rien, seul le bouton agit. Appuyé par
          erreur ? Il vous en coûte un nouveau mot de passe, c’est tout.
        </p>
      </>
    ),
  },
  {
    id: 'is-it-genuine',
    heading: 'L’e-mail est-il authentique ?',
    body: (
      <>
        <p>Le nom de l’expéditeur ne prouve rien, n’importe qui peut l’écrire. Comparez ces deux messages :</p>
        <MailSample
          genuine
          label="Un e-mail authentique"
          example="Exemple : authentique"
          lines={[
            ['De', brand],
            ['Objet', `Nouvelle connexion à votre compte ${brand} après 1 tentative échouée`],
          ]}
          lookAtTitle="Ce qu’il faut regarder"
          lookAt={[
            'Il dit ce qui s’est passé et quand, sans vous presser.',
            `Son lien commence par ${publicUrl}/ et chaque caractère de ce début correspond, barre oblique finale comprise. Pour le voir, survolez le bouton ; sur un téléphone, laissez le doigt dessus.`,
            'Il ne demande rien. Si c’était vous, vous n’avez même pas à cliquer.',
          ]}
        >
          <p>Quelqu’un vient de se connecter avec votre compte. Si c’était vous, vous n’avez rien à faire.</p>
          <Facts
            rows={[
              ['Quand', '14 mai à 09:12'],
              ['Appareil', 'Firefox sur Windows'],
              ['Lieu', 'France, Example Telecom (approximatif)'],
              ['Adresse', <Address value="203.0.113.37" />],
            ]}
          />
          <p>
            Ce n’était pas moi : <MailLink>{`${publicUrl}/not-me/…`}</MailLink>
          </p>
        </MailSample>
        <MailSample
          genuine={false}
          label="Un faux e-mail"
          example="Exemple : faux"
          lines={[
            ['De', `Service sécurité ${brand}`],
            ['Objet', 'URGENT : votre compte va être fermé'],
          ]}
          lookAtTitle="Ce qui le trahit"
          lookAt={[
            'Il menace et fixe un délai, pour que vous n’ayez pas le temps de réfléchir.',
            'Ni heure, ni appareil, ni adresse.',
            'Peu importe le début de son adresse. Ce qui précède la barre oblique dit à qui elle est : « account-check.example », pas à nous.',
            'Il veut votre mot de passe.',
          ]}
        >
          <p>
            Cher client, nous avons constaté une activité inhabituelle. Confirmez votre mot de passe sous 2 heures,
            sinon vous perdrez vos domaines.
          </p>
          <p>
            Confirmer maintenant : <MailLink>https://secure-login.account-check.example/verify</MailLink>
          </p>
        </MailSample>
        <p>
          <strong>Dans le doute, laissez l’e-mail de côté.</strong> Tapez vous-même notre adresse, connectez-vous et
          ouvrez l’<a href="/security/login-history">historique des connexions</a>. Si la connexion a bien eu lieu, elle
          y figure.
        </p>
        <Details summary="Quelles pages ouvertes depuis un e-mail ont un champ de mot de passe ?">
          <p>
            Deux, toujours après un geste de votre part : choisir un nouveau mot de passe que vous avez demandé, et
            confirmer votre adresse dans un autre navigateur que celui de l’inscription. Personne chez {brand} ne vous
            demandera votre mot de passe dans un e-mail ni au téléphone.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'clicked-a-link',
    heading: 'Si vous avez cliqué dans un e-mail douteux',
    body: (
      <>
        <p>
          <strong>Vous avez seulement regardé la page.</strong> Fermez-la. Avec un navigateur à jour, c’est rarement
          grave. Surveillez l’historique quelques jours.
        </p>
        <p>
          <strong>Vous avez tapé votre mot de passe.</strong> Agissez tout de suite, chaque minute compte :
        </p>
        <ol>
          <li>Fermez cette page. Ouvrez une nouvelle fenêtre et tapez vous-même notre adresse.</li>
          <li>
            <a href="/security/password">Changez votre mot de passe</a>. Tous les autres sont déconnectés. Vous ne
            pouvez plus entrer ? Passez par <a href="/forgot-password">Mot de passe oublié</a>.
          </li>
          <li>
            Changez-le partout où il servait aussi, et cherchez dans l’historique une connexion qui ne serait pas la
            vôtre.
          </li>
        </ol>
        <p>
          <strong>Vous avez ouvert un fichier ou installé quelque chose.</strong> N’utilisez plus cet ordinateur et
          coupez-lui le réseau. Faites les étapes ci-dessus depuis un autre appareil, et faites vérifier l’ordinateur.
        </p>
      </>
    ),
  },
  {
    id: 'when-it-comes',
    heading: 'Quand elle arrive',
    body: (
      <>
        <p>
          Au départ, après chaque connexion. Vous choisissez dans{' '}
          <a href="/security/login-alerts">Alertes de connexion</a>, et pouvez revenir en arrière à tout moment :
        </p>
        <ul>
          <li>
            <strong>À chaque connexion.</strong> L’idéal si vous venez quelques fois par semaine.
          </li>
          <li>
            <strong>Nouveaux appareils seulement.</strong> Pour un navigateur ou un réseau jamais utilisé, après
            plusieurs échecs ou après une longue pause. L’idéal si vous venez chaque jour et finiriez par ne plus lire.
          </li>
          <li>
            <strong>Désactivées.</strong> Nous le déconseillons. Les e-mails sur les modifications de votre compte,
            comme un nouveau mot de passe, arrivent de toute façon.
          </li>
        </ul>
      </>
    ),
  },
];
