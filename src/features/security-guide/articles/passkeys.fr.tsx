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
          e-mails.
        </p>
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
    id: 'after-the-password',
    heading: 'La demander après le mot de passe',
    body: (
      <>
        <p>
          Avoir une clé d’accès ne change rien au mot de passe. Si vous activez « Demander une clé d’accès après le mot
          de passe », un mot de passe volé n’ouvre plus rien à lui seul. Créez aussi des codes de secours.
        </p>
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
            et les sessions qu’elle a ouvertes se terminent.
          </li>
          <li>Aucun autre moyen d’entrer ? Choisissez « Retrouver l’accès à votre compte » à la page de connexion.</li>
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
