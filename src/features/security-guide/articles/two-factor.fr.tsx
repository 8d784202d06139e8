import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const twoFactorFr: Article = ({ brand, publicUrl, picture }) => [
  {
    id: 'what-it-is',
    heading: 'Ce que c’est, et pourquoi un mot de passe ne suffit pas',
    body: (
      <>
        <p>
          Un mot de passe, on le sait. Qui l’apprend le sait aussi : par un autre site dévalisé, un programme
          malveillant, une page qui imitait la nôtre. Vous ne remarquez rien.
        </p>
        <p>
          Avec la double authentification, la connexion demande aussi quelque chose que vous <em>avez</em> : votre
          téléphone. Une application y affiche un code de six chiffres qui change toutes les 30 secondes. Le mot de
          passe seul n’ouvre alors plus rien.
        </p>
        {picture('second-step', 'Désormais : après le mot de passe, un champ pour le code.')}
      </>
    ),
  },
  {
    id: 'which-app',
    heading: 'Quelle application, et où la trouver',
    body: (
      <>
        <p>Toutes ces applications affichent les mêmes codes. Prenez celle qui vous convient :</p>
        <ul>
          <li>
            <strong>Vous avez déjà un gestionnaire de mots de passe</strong> comme Mots de passe d’Apple, 1Password ou
            Bitwarden : il sait aussi afficher les codes. Rien à installer. Mais mot de passe et code sont alors au même
            endroit : verrouillez-le bien.
          </li>
          <li>
            <strong>Vous voulez faire simple :</strong> Google Authenticator ou Microsoft Authenticator.
          </li>
          <li>
            <strong>Vous ne voulez de compte chez personne :</strong> Aegis (Android) ou 2FAS (Android, iPhone), deux
            applications libres.
          </li>
        </ul>
        <p>
          Installez-la depuis la boutique du téléphone, App Store ou Google Play, et vérifiez le nom de l’éditeur : il y
          a des imitations. Celles citées ici ne coûtent rien. Si la vôtre propose une sauvegarde, activez-la.
        </p>
      </>
    ),
  },
  {
    id: 'set-it-up',
    heading: 'L’installer en trois étapes',
    body: (
      <>
        <p>
          Ouvrez <a href="/security/two-factor">Double authentification</a> et commencez. Vous avez dix minutes. Si vous
          partez au milieu, rien n’a changé.
        </p>
        {picture('two-factor-start', 'La page avant de commencer.')}
        <h3>1. Scanner l’image</h3>
        <p>
          Dans l’application, appuyez sur « + » ou « ajouter » et visez le carré. Vous lisez sur ce téléphone même ?
          Appuyez plutôt sur le bouton sous le carré. Ou tapez la clé.
        </p>
        {picture(
          'two-factor-scan',
          'Le carré et la clé. Les vôtres sont différents et secrets : ne les photographiez pas.',
        )}
        <h3>2. Saisir un code</h3>
        <p>Pour que nous sachions que l’application fonctionne, avant que quoi que ce soit en dépende.</p>
        {picture('two-factor-prove', 'Six chiffres de l’application, et un nom pour elle si vous voulez.')}
        <h3>3. Conserver les codes de secours</h3>
        <p>
          Dix codes pour le jour sans téléphone. La double authentification s’active quand vous dites les avoir
          conservés.
        </p>
        {picture('two-factor-codes', 'Vos codes de secours : à copier, à enregistrer ou à imprimer.')}
      </>
    ),
  },
  {
    id: 'keep-the-codes',
    heading: 'Où garder les codes de secours',
    body: (
      <>
        <ul>
          <li>
            <strong>Imprimés,</strong> avec votre passeport ou dans un coffre. La page dit à qui ils sont et porte des
            cases à cocher.
          </li>
          <li>
            <strong>Dans un gestionnaire de mots de passe,</strong> si l’application n’y est pas elle-même.
          </li>
          <li>
            <strong>Ni</strong> dans la messagerie, ni en photo, ni sur le téléphone de l’application.
          </li>
        </ul>
        <p>
          Chaque code sert une fois. À chaque usage, un e-mail vous dit combien il en reste. En dessous de trois, créez{' '}
          <a href="/security/two-factor">une nouvelle série</a> : l’ancienne est annulée dès que la nouvelle est
          conservée.
        </p>
        <Notice tone="info" title="La meilleure assurance">
          <p>
            Ajoutez une seconde application sur un autre appareil, une tablette ou le téléphone d’un proche, qui reste à
            la maison. Un téléphone perdu ne vous coûte alors qu’une minute.
          </p>
        </Notice>
        {picture('two-factor-on', 'Double authentification activée : deux applications, neuf codes restants.')}
      </>
    ),
  },
  {
    id: 'phone-lost',
    heading: 'Le téléphone est perdu ou cassé',
    body: (
      <>
        <ol>
          <li>
            <strong>Vous avez un code de secours.</strong> Connectez-vous avec votre mot de passe et choisissez
            « Utiliser plutôt un code de secours ».
          </li>
          <li>
            <strong>Vous avez une seconde application.</strong> Connectez-vous avec son code, comme d’habitude.
          </li>
          <li>
            <strong>Vous avez aussi oublié le mot de passe.</strong> <a href="/recovery">Retrouver votre compte</a>{' '}
            demande un code envoyé par e-mail, avec un code de secours, une autre application ou une clé d’accès.
          </li>
          <li>
            <strong>Vous n’avez ni code, ni application, ni clé d’accès.</strong> La <a href="/recovery">même page</a>{' '}
            demande votre mot de passe et un code envoyé par e-mail, puis vous attendez : trois jours, ou le délai que
            vous avez <a href="/security/recovery">choisi d’avance</a>. Chaque jour, nous écrivons à toutes vos
            adresses. Ensuite, vos applications et clés d’accès perdues sont retirées et le mot de passe suffit.
          </li>
        </ol>
        <p>
          Pourquoi attendre ? Parce qu’un voleur qui a votre mot de passe et votre messagerie dirait la même chose. Les
          e-mails vous laissent le temps de l’arrêter.
        </p>
        <p>
          Une fois entré, retirez ce que vous avez perdu, configurez une nouvelle application ou clé d’accès et{' '}
          <a href="/security/sessions">terminez vos sessions</a> si le téléphone a été volé. Vous l’avez retrouvé ?
          Connectez-vous avec lui : l’attente s’arrête.
        </p>
      </>
    ),
  },
  {
    id: 'trouble',
    heading: 'Nouveau téléphone, codes refusés, désactivation',
    body: (
      <>
        <Details summary="J’ai un nouveau téléphone">
          <p>
            Tant que vous avez encore l’ancien, ouvrez <a href="/security/two-factor">Double authentification</a> et
            choisissez « Passer à un nouveau téléphone ». L’ancienne application fonctionne jusqu’au premier code de la
            nouvelle. N’effacez l’ancien téléphone qu’ensuite.
          </p>
        </Details>
        <Details summary="Mes codes sont refusés">
          <p>
            Les codes dépendent de l’horloge. Dans les réglages du téléphone, mettez la date et l’heure sur
            « automatique », puis attendez le code suivant. Vérifiez que vous regardez la ligne de {brand}. Chaque code
            sert une fois : après un essai, prenez le suivant.
          </p>
        </Details>
        <Details summary="Je veux la désactiver">
          <p>
            En bas de <a href="/security/two-factor">sa page</a>. Nous demandons d’abord un code et écrivons à toutes
            vos adresses. Les autres sessions se terminent. Si une entreprise exige la double authentification de ses
            membres, elle ne peut pas être désactivée.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'what-it-does-not-stop',
    heading: 'Ce qu’elle n’arrête pas',
    body: (
      <>
        <p>
          Une fausse page peut demander le code aussi, et nous le transmettre pendant ses 30 secondes. Regardez donc
          l’adresse avant de taper : la nôtre commence par <span class="address">{publicUrl}</span>. Un gestionnaire de
          mots de passe regarde à votre place et ne propose rien sur une fausse page. Et une{' '}
          <a href="/security/passkeys">clé d’accès</a> ne peut pas du tout être transmise : elle ne répond qu’à notre
          vraie page.
        </p>
        <p>
          Personne chez {brand} ne demande jamais un code, ni par e-mail ni au téléphone. Qui le fait s’apprête à se
          connecter à votre place. Si vous en avez donné un,{' '}
          <a href="/security/password">changez aussitôt de mot de passe</a> ; les autres sessions se terminent.
        </p>
      </>
    ),
  },
];
