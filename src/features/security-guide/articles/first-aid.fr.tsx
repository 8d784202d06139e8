import type { Article } from '../article.ts';

/** The fast lane of the index: for somebody frightened, the first steps without another page. */
export const firstAidFr: Article = () => [
  {
    id: 'unknown-sign-in',
    heading: 'J’ai reçu une alerte pour une connexion que je ne reconnais pas',
    body: (
      <>
        <ol>
          <li>Regardez l’heure et le navigateur dans l’alerte. Le lieu peut être faux, ne vous fiez pas à lui seul.</li>
          <li>
            Ce n’était pas vous ? Laissez l’e-mail, ouvrez ici <a href="/forgot-password">Mot de passe oublié</a> et
            choisissez-en un nouveau. Tout le monde est alors déconnecté.
          </li>
          <li>Changez ensuite le mot de passe de votre messagerie.</li>
        </ol>
        <p>
          <a href="/guide/login-alerts#it-was-not-me">Toutes les étapes, une par une</a>
        </p>
      </>
    ),
  },
  {
    id: 'forgot-password',
    heading: 'J’ai oublié mon mot de passe',
    body: (
      <>
        <ol>
          <li>
            Ouvrez <a href="/forgot-password">Mot de passe oublié</a> et saisissez votre adresse e-mail.
          </li>
          <li>Ouvrez le lien de l’e-mail dans les 30 minutes et choisissez un nouveau mot de passe.</li>
          <li>Connectez-vous avec lui. Rien d’autre ne change dans votre compte.</li>
        </ol>
        <p>
          <a href="/guide/strong-passwords#forgotten">Si aucun e-mail n’arrive</a>
        </p>
      </>
    ),
  },
  {
    id: 'phone-lost',
    heading: 'J’ai perdu le téléphone de mon application d’authentification',
    body: (
      <>
        <ol>
          <li>
            Connectez-vous avec votre mot de passe et, au lieu du code de l’application, un{' '}
            <strong>code de secours</strong> ou un code d’une autre de vos applications.
          </li>
          <li>
            Vous n’avez ni l’un ni l’autre ? <a href="/recovery">Retrouver votre compte</a> : avec votre mot de passe,
            un code envoyé par e-mail et quelques jours d’attente.
          </li>
          <li>Une fois entré, retirez l’application perdue et installez-en une nouvelle.</li>
        </ol>
        <p>
          <a href="/guide/two-factor#phone-lost">Tous les chemins, et pourquoi on attend</a>
        </p>
      </>
    ),
  },
  {
    id: 'doubtful-link',
    heading: 'J’ai cliqué sur un lien dans un e-mail douteux',
    body: (
      <>
        <ol>
          <li>Fermez la page qu’il a ouverte.</li>
          <li>
            Y avez-vous tapé votre mot de passe ? <a href="/security/password">Changez-le maintenant</a>. Tous les
            autres sont alors déconnectés.
          </li>
          <li>Avez-vous ouvert un fichier ? N’utilisez plus cet ordinateur et continuez depuis un autre appareil.</li>
        </ol>
        <p>
          <a href="/guide/login-alerts#clicked-a-link">Toutes les étapes, une par une</a>
        </p>
      </>
    ),
  },
];
