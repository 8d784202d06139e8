import { Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const passkeysFr: Article = ({ brand, picture }) => [
  {
    id: 'what-it-is',
    heading: 'Ce qu’est une clé d’accès',
    body: (
      <>
        <p>
          Une clé d’accès remplace le mot de passe. Votre téléphone, votre ordinateur ou votre clé de sécurité garde une
          clé secrète pour {brand} et ne s’en sert qu’après avoir vérifié que c’est vous : par empreinte, par visage ou
          par le code PIN de l’appareil.
        </p>
        <p>
          Empreinte, visage et code PIN ne quittent jamais votre appareil. Nous recevons une seconde clé qui correspond
          à la première et ne sert à rien à un voleur. Il n’y a donc rien à taper, rien à oublier, et rien qu’on puisse
          nous voler.
        </p>
        <p>
          Elle sait aussi où elle a sa place : votre appareil ne la propose qu’à notre adresse. Une fausse page qui
          ressemble à la nôtre n’obtient rien, si bien faite soit-elle.
        </p>
      </>
    ),
  },
  {
    id: 'add-one',
    heading: 'En ajouter une, en moins d’une minute',
    body: (
      <>
        {picture(
          'passkeys-add',
          'Ajouter la première. En dessous, déplié : la voie pour une clé de sécurité sans code PIN.',
        )}
        <ol>
          <li>Ouvrez la page « Clés d’accès » et appuyez sur « Ajouter une clé d’accès ». Un nom est facultatif.</li>
          <li>
            Votre appareil demande qui garde la clé : l’appareil lui-même, votre gestionnaire de mots de passe, un
            téléphone proche ou une clé de sécurité. Choisissez, puis confirmez par empreinte, visage ou code PIN.
          </li>
          <li>
            C’est fait. Nous vous envoyons un e-mail à ce sujet ; si ce n’était pas vous, il contient un lien pour tout
            arrêter.
          </li>
        </ol>
        {picture('passkeys-list', 'Vos clés d’accès : où se trouve chacune, quand elle a été ajoutée et utilisée.')}
        <p>
          Ensuite, appuyez sur « Se connecter avec une clé d’accès » à la page de connexion, ou choisissez la clé que
          votre navigateur propose dans le champ de l’adresse.
        </p>
      </>
    ),
  },
  {
    id: 'names-and-kinds',
    heading: 'Les noms et les types dans la liste',
    body: (
      <>
        <p>
          Sans nom de votre part, nous montrons le gestionnaire de mots de passe et l’appareil, par exemple « Apple
          Passwords sur iOS ». Vous pouvez renommer chaque clé à tout moment ; le nom n’apparaît qu’à vous et dans nos
          e-mails. La liste de vos sessions et l’historique de vos connexions s’en servent aussi : vous voyez avec
          quelle clé quelqu’un est entré.
        </p>
        {picture(
          'passkeys-manage',
          'Une clé, dépliée : la renommer, déconnecter les autres sessions où elle a servi, ou la retirer.',
        )}
        <ul>
          <li>
            <strong>Synchronisée</strong> : votre gestionnaire de mots de passe en garde une copie et l’apporte à vos
            autres appareils. Perdre un appareil n’est pas grave.
          </li>
          <li>
            <strong>Un appareil</strong> : elle n’existe que sur cet appareil. Ajoutez-en une seconde ailleurs.
          </li>
          <li>
            <strong>Clé de sécurité</strong> : elle se trouve sur la clé que vous branchez ou approchez du téléphone.
          </li>
          <li>
            <strong>Seulement avec le mot de passe</strong> : cette clé ne vérifie pas qui la tient ; nous demandons
            donc aussi votre mot de passe.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'security-keys',
    heading: 'Une clé de sécurité sans code PIN',
    body: (
      <>
        <p>
          Pour garder une clé d’accès, une clé de sécurité a besoin d’un code PIN et d’un peu de place. Votre navigateur
          propose de définir ce code quand vous l’ajoutez. Une ancienne clé qui n’a ni l’un ni l’autre, ou une clé dont
          vous ne voulez pas saisir le code, peut servir de seconde étape : à la page « Clés d’accès », ouvrez « Une clé
          de sécurité sans code PIN ? » et ajoutez-la là.
        </p>
        <p>
          Elle peut ensuite être demandée après votre mot de passe : saisissez-le, puis touchez la clé. À elle seule,
          elle n’ouvre rien ; qui la trouve n’entre donc pas. Cela reste vrai si vous lui donnez un code PIN plus tard :
          pour en faire alors une clé d’accès, retirez-la et ajoutez-la de nouveau par le premier bouton.
        </p>
      </>
    ),
  },
  {
    id: 'after-the-password',
    heading: 'La demander après le mot de passe',
    body: (
      <>
        <p>
          Avoir une clé d’accès ne change rien au mot de passe. Si vous activez « Demander une clé d’accès après le mot
          de passe », un mot de passe volé n’ouvre plus rien à lui seul. Créez aussi des codes de secours.
        </p>
        {picture('passkeys-ask', 'Désactivé au départ ; un clic l’active, un autre le désactive.')}
      </>
    ),
  },
  {
    id: 'lost-device',
    heading: 'Un appareil est perdu ou volé',
    body: (
      <>
        <ol>
          <li>
            Connectez-vous sur un autre appareil : avec une autre clé d’accès, votre application d’authentification ou
            un code de secours.
          </li>
          <li>
            Ouvrez la page « Clés d’accès » et retirez la clé de l’appareil perdu. Elle cesse aussitôt de fonctionner,
            et vos autres sessions où elle a servi se terminent.
          </li>
          <li>
            Aucun autre moyen d’entrer ? <a href="/recovery">Retrouver votre compte</a> : avec un code envoyé par e-mail
            et un code de secours aussitôt, ou avec ce code et votre mot de passe après quelques jours. Vos clés d’accès
            et applications perdues sont alors retirées.
          </li>
        </ol>
        <Notice tone="info">
          <p>
            Un voleur ne peut pas se servir d’une clé d’accès sans votre empreinte, votre visage ou votre code PIN.
            Retirez-la quand même.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'passkeys-only',
    heading: 'Les clés d’accès seules, et leur prix',
    body: (
      <>
        <p>
          Vous pouvez fermer tout à fait le mot de passe. La connexion par mot de passe et sa réinitialisation par
          e-mail cessent alors de fonctionner : personne ne peut plus le voler ni le deviner. Il faut une clé d’accès
          synchronisée, ou deux clés, et des codes de secours conservés.
        </p>
        {picture('passkeys-only', 'Ce que cela ferme, ce que cela coûte et la voie de retour, avant le bouton.')}
        <p>La voie de retour, si toutes les clés sont perdues :</p>
        <ul>
          <li>Avec un code de secours et un code que nous vous envoyons par e-mail : aussitôt.</li>
          <li>
            Sans codes de secours : avec votre ancien mot de passe, un code reçu par e-mail et une attente de plusieurs
            jours, pendant laquelle nous vous prévenons plusieurs fois.
          </li>
          <li>Avec l’accès à votre boîte de réception seulement : jamais.</li>
        </ul>
      </>
    ),
  },
];
