import { Details } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { Support } from '../support.tsx';

export const questionsFr: Article = ({ brand, retentionDays, supportContact }) => [
  {
    id: 'signing-in',
    heading: 'Se connecter',
    body: (
      <>
        <Details summary="Pourquoi dois-je attendre avant de réessayer ?">
          <p>
            Après cinq mots de passe faux, il faut patienter 30 secondes, et cette attente double à chaque nouvelle
            erreur, jusqu’à une heure. Pendant ce temps, même le bon mot de passe n’est pas examiné. Vous n’êtes pas
            obligé d’attendre : <a href="/forgot-password">Mot de passe oublié</a> fonctionne toujours.
          </p>
        </Details>
        <Details summary="Un inconnu peut-il me bloquer en tapant de mauvais mots de passe ?">
          <p>
            Non. Un navigateur où vous vous êtes déjà connecté dispose de ses propres essais, qu’un inconnu ne peut pas
            épuiser. Et un lien de réinitialisation vous permet toujours d’entrer.
          </p>
        </Details>
        <Details summary="Pourquoi ne me dit-on pas si c’est l’adresse ou le mot de passe qui est faux ?">
          <p>
            Parce que la réponse aiderait les mauvaises personnes : n’importe qui saurait qui possède un compte ici.
            Elle est donc la même dans les deux cas. Vérifiez l’une et l’autre.
          </p>
        </Details>
        <Details summary="Faut-il cocher « Rester connecté » ?">
          <p>
            Sur votre propre appareil verrouillé, vous pouvez. Vous restez alors connecté sept jours, mais surtout pour
            consulter : pour modifier quelque chose après une pause, vous ressaisissez votre mot de passe. Sur un
            ordinateur partagé, ne cochez pas.
          </p>
        </Details>
        <Details summary="Y a-t-il une double authentification ?">
          <p>
            Oui, et c’est la meilleure protection que vous puissiez activer ici : en plus du mot de passe, la connexion
            demande alors un code d’une application de votre téléphone.{' '}
            <a href="/guide/two-factor">Comment elle fonctionne et comment l’installer</a>.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'passwords',
    heading: 'Mots de passe',
    body: (
      <>
        <Details summary="Pourquoi au moins 15 caractères ?">
          <p>
            Parce que c’est la longueur qui arrête les programmes, plus que n’importe quel signe ou chiffre. Cinq mots
            tirés au hasard suffisent, sans aucune règle sur les majuscules ou les chiffres.{' '}
            <a href="/guide/strong-passwords#make-one">En créer un en deux minutes</a>.
          </p>
        </Details>
        <Details summary="Dois-je en changer régulièrement ?">
          <p>
            Non. À force d’en changer, on les choisit de plus en plus simples. Changez-le quand quelqu’un le connaît
            peut-être.
          </p>
        </Details>
        <Details summary="Quelqu’un chez vous peut-il voir mon mot de passe ?">
          <p>
            Non. Seule une forme brouillée est conservée, d’où l’on ne peut pas le retrouver. Celui qui vous le demande,
            par e-mail ou au téléphone, n’est pas de chez {brand}.
          </p>
        </Details>
        <Details summary="Puis-je coller le mot de passe, ou laisser le navigateur le remplir ?">
          <p>Oui, c’est même conseillé. Tous les champs de mot de passe l’acceptent.</p>
        </Details>
      </>
    ),
  },
  {
    id: 'alerts-and-history',
    heading: 'Alertes et historique',
    body: (
      <>
        <Details summary="L’alerte indique une autre ville ou un autre pays. Était-ce moi ?">
          <p>
            Regardez l’heure et le navigateur. Si les deux concordent, c’était très probablement vous :{' '}
            <a href="/guide/login-history#place">le lieu n’est qu’une estimation</a>.
          </p>
        </Details>
        <Details summary="Je vois beaucoup d’échecs. Suis-je piraté ?">
          <p>
            Pas à cause des échecs. Ce qui compte, c’est de savoir si une connexion réussie qui n’est pas la vôtre a
            suivi. <a href="/guide/login-history#worrying">Comment faire la différence</a>.
          </p>
        </Details>
        <Details summary="J’ai reçu un lien pour un nouveau mot de passe sans l’avoir demandé">
          <p>
            Quelqu’un a saisi votre adresse, peut-être par erreur. Rien n’a changé, et votre mot de passe fonctionne
            toujours. Supprimez l’e-mail et ne le transférez à personne. Si cela se répète, assurez-vous que vous êtes
            seul à lire votre messagerie.
          </p>
        </Details>
        <Details summary="Un lien reçu par e-mail agit-il dès que je l’ouvre ?">
          <p>
            Non. Nos liens ne font qu’ouvrir une page. Il se passe quelque chose quand vous appuyez sur le bouton, pas
            avant.
          </p>
        </Details>
        <Details summary="Combien de temps gardez-vous mon historique ?">
          <p>
            En entier pendant {retentionDays} jours. Ensuite, les adresses sont effacées, et les lignes suivent au plus
            un mois après.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'sessions-and-devices',
    heading: 'Sessions et appareils',
    body: (
      <>
        <Details summary="On m’a volé mon ordinateur ou mon téléphone. Que faire ?">
          <ol>
            <li>
              Depuis un autre appareil, ouvrez <a href="/security/sessions">Sessions</a> et terminez la sienne.
            </li>
            <li>
              <a href="/security/password">Changez votre mot de passe</a> s’il y était enregistré.
            </li>
            <li>
              Votre application d’authentification y était ?{' '}
              <a href="/guide/two-factor#phone-lost">Retirez-la et installez-en une nouvelle</a>.
            </li>
            <li>Changez aussi celui de votre messagerie, si l’appareil y était connecté.</li>
          </ol>
        </Details>
        <Details summary="J’ai oublié de me déconnecter sur l’ordinateur de quelqu’un d’autre">
          <p>
            Terminez cette session d’ici : <a href="/security/sessions">Sessions</a>. Sinon, elle prend fin d’elle-même
            après une heure sans activité, et au plus tard au bout de 24 heures. Avec « Rester connecté » seulement,
            elle dure sept jours.
          </p>
        </Details>
        <Details summary="Pourquoi dois-je confirmer que c’est moi alors que je suis connecté ?">
          <p>
            Pour une modification sensible, nous voulons être sûrs que c’est vous, et non quelqu’un devant votre
            ordinateur resté ouvert. Nous redemandons donc une preuve si la dernière date de plus de dix minutes : votre
            mot de passe ou, avec la double authentification, un code.
          </p>
        </Details>
        <Details summary="Dans combien de navigateurs puis-je être connecté ?">
          <p>Dans 20 à la fois. La 21e connexion met fin à la session la plus ancienne.</p>
        </Details>
        <Details summary="Qui est déconnecté quand je change mon mot de passe ?">
          <p>
            Tous les autres navigateurs. Celui où vous le changez reste connecté. Après une <em>réinitialisation</em>,
            tous sont déconnectés, et vous vous connectez avec le nouveau mot de passe.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'email-address',
    heading: 'Adresse e-mail',
    body: (
      <>
        <Details summary="Le lien qui confirme mon adresse ne fonctionne plus">
          <p>
            Il est valable 24 heures. <a href="/sign-up">Inscrivez-vous de nouveau</a>, tout simplement, et utilisez le
            nouvel e-mail.
          </p>
        </Details>
        <Details summary="Pourquoi dois-je saisir mon mot de passe pour confirmer mon adresse ?">
          <p>
            Vous avez ouvert le lien dans un autre navigateur que celui de l’inscription. Le mot de passe choisi alors
            montre que c’est bien vous dans les deux. Sans cela, un inconnu pourrait s’inscrire avec votre adresse et
            attendre que vous confirmiez.
          </p>
        </Details>
        <Details summary="Pourquoi un e-mail me dit-il que j’ai déjà un compte ?">
          <p>
            Quelqu’un s’est inscrit avec votre adresse, peut-être vous. Rien n’a changé, et cette personne n’a pas
            appris que vous avez un compte. Si c’était vous, <a href="/sign-in">connectez-vous</a>, tout simplement.
          </p>
        </Details>
        <Details summary="Vos e-mails n’arrivent pas">
          <p>
            Regardez dans les indésirables et ajoutez notre expéditeur à vos contacts. Vos{' '}
            <a href="/personal-information">Informations personnelles</a> indiquent l’adresse à laquelle nous écrivons.
          </p>
        </Details>
        <Details summary="Puis-je changer mon adresse e-mail ?">
          <p>
            Oui, tant que vous pouvez vous connecter : dans vos{' '}
            <a href="/personal-information">Informations personnelles</a>. Saisissez la nouvelle adresse, puis le code
            que nous y envoyons. Ensuite, vous vous connectez avec la nouvelle, et tous les autres navigateurs sont
            déconnectés.
          </p>
          <p>
            L’ancienne adresse est prévenue, avec un lien qui annule le changement. Pendant sept jours, elle reçoit
            encore chaque e-mail de sécurité : faites-le donc avant de perdre l’ancienne messagerie, pas après.
          </p>
        </Details>
        <Details summary="Les e-mails de sécurité peuvent-ils aller à une deuxième adresse ?">
          <p>
            Oui, jusqu’à trois de plus, et vous devriez en avoir au moins une, chez un autre fournisseur : si quelqu’un
            entre dans votre messagerie et y supprime nos alertes, vous les lisez encore dans l’autre. Vous l’ajoutez
            dans vos <a href="/personal-information">Informations personnelles</a>. Personne ne peut se connecter avec
            elle ni choisir un nouveau mot de passe par elle.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'lost-access',
    heading: 'Accès perdu',
    body: (
      <>
        <Details summary="J’ai oublié mon mot de passe">
          <p>
            Demandez un lien par <a href="/forgot-password">Mot de passe oublié</a>. Il est valable 30 minutes et ne
            sert qu’une fois. <a href="/guide/strong-passwords#forgotten">Étape par étape</a>.
          </p>
        </Details>
        <Details summary="Quelqu’un a changé mon mot de passe">
          <p>
            Tant que votre messagerie est à vous, vous êtes le plus fort : une{' '}
            <a href="/forgot-password">réinitialisation</a> met tout le monde dehors et rend son mot de passe inutile.
            Suivez ensuite les étapes de <a href="/guide/login-alerts#it-was-not-me">« Si ce n’était pas vous »</a>.
          </p>
        </Details>
        <Details summary="Je n’ai plus accès à ma messagerie">
          <p>
            Si vous connaissez encore votre mot de passe, connectez-vous ici comme d’habitude. Sinon, récupérez d’abord
            la messagerie auprès de son fournisseur. Seulement si c’est impossible, adressez-vous à notre assistance :{' '}
            <Support contact={supportContact} otherwise="ses coordonnées figurent sur votre contrat ou votre facture" />
            . Attendez-vous à des questions. Elles vous protègent de celui qui prétendrait être vous.
          </p>
        </Details>
      </>
    ),
  },
];
