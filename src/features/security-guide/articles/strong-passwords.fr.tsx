import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const strongPasswordsFr: Article = ({ brand }) => [
  {
    id: 'what-strong-means',
    heading: 'Ce que « robuste » veut dire',
    body: (
      <>
        <p>Un mot de passe est robuste quand ni une personne ni un programme ne peut le deviner. Trois conditions :</p>
        <ul>
          <li>
            <strong>Il est long.</strong> Au moins 15 caractères. Chaque caractère de plus multiplie le travail de celui
            qui devine.
          </li>
          <li>
            <strong>Le hasard l’a choisi.</strong> Prénoms, dates, paroles de chanson, touches voisines du clavier : les
            programmes commencent par là. Une majuscule au début et un « ! » à la fin ne les surprennent pas, ni « @ » à
            la place de « a ».
          </li>
          <li>
            <strong>Il n’ouvre qu’une seule porte.</strong> Le meilleur mot de passe du monde ne vaut plus rien le jour
            où un autre site qui le connaissait se fait voler ses données.
          </li>
        </ul>
        <p>
          Comparez : <code>Azerty123456789!</code> est long, avec une majuscule, des chiffres et un signe, et il est
          pourtant refusé ici, car les programmes l’essaient en premier. Cinq mots tirés au hasard, comme{' '}
          <code>ardoise quartz moustique tram olive</code>, se tapent mieux et se devinent bien plus difficilement. (Ne
          prenez pas ceux-là : ils sont imprimés ici.)
        </p>
      </>
    ),
  },
  {
    id: 'make-one',
    heading: 'En créer un en deux minutes',
    body: (
      <>
        <h3>Avec un gestionnaire de mots de passe</h3>
        <ol>
          <li>
            Ouvrez <a href="/security/password">la page du mot de passe</a> et cliquez dans le champ du nouveau mot de
            passe.
          </li>
          <li>
            Acceptez celui que propose votre navigateur ou votre gestionnaire, ou demandez-lui-en un de 20 caractères.
          </li>
          <li>Enregistrez-le quand il vous le propose. Vous n’aurez jamais à le connaître par cœur.</li>
        </ol>
        <h3>Avec des mots</h3>
        <ol>
          <li>Ouvrez un gros livre à cinq pages, sans regarder.</li>
          <li>
            Sur chacune, prenez le nom commun le plus proche de votre doigt. N’échangez pas un mot contre un plus joli.
          </li>
          <li>Écrivez les cinq mots dans cet ordre, séparés par des espaces ou des tirets.</li>
        </ol>
        <p>
          Une petite scène imaginée aide à les retenir. S’ils forment par hasard une vraie phrase, rouvrez le livre. Les
          accents sont permis, mais des mots sans accent se tapent mieux sur un clavier étranger.
        </p>
      </>
    ),
  },
  {
    id: 'where-to-keep-it',
    heading: 'Où le garder',
    body: (
      <>
        <ul>
          <li>
            <strong>Le gestionnaire de votre navigateur ou de votre téléphone.</strong> Chrome, Edge, Firefox et les
            appareils Apple en ont un. Il suffit à la plupart des gens, à condition que l’appareil lui-même se
            verrouille par un code, une empreinte ou un mot de passe.
          </li>
          <li>
            <strong>Un gestionnaire à part.</strong> Par exemple Bitwarden, 1Password ou KeePassXC. Il fonctionne dans
            tous vos navigateurs et appareils. Vous ne retenez qu’un long mot de passe : celui qui l’ouvre.
          </li>
          <li>
            <strong>Du papier, sous clé.</strong> Dans un coffre ou un tiroir fermé. Ceux qui attaquent par internet ne
            passent pas dans votre bureau. Notez les mots, pas ce qu’ils ouvrent.
          </li>
        </ul>
        <Notice tone="warning" title="Surtout pas là">
          <p>
            Jamais dans un e-mail ou un brouillon, une messagerie instantanée, un pense-bête collé à l’écran, une photo
            ou un tableur sans protection. Qui accède à l’un d’eux a tous vos mots de passe d’un coup.
          </p>
        </Notice>
        <p>
          Et ne le transmettez à personne, pas même à un collègue de confiance : l’historique dirait toujours que
          c’était vous.
        </p>
      </>
    ),
  },
  {
    id: 'how-it-is-checked',
    heading: `Comment ${brand} vérifie un mot de passe`,
    body: (
      <>
        <p>
          Aucune règle sur les majuscules, les chiffres ou les signes, et un mot de passe n’expire jamais. Lettres de
          tous les alphabets, accents, espaces et émojis sont admis, jusqu’à 256 caractères. Deux exigences seulement :
          au moins 15 caractères, et un mot de passe difficile à deviner.
        </p>
        <p>
          Ce second point est vérifié sur notre propre serveur, à l’aide d’une liste de mots de passe très utilisés et
          de modèles courants. La barre sous le champ donne le même avis pendant que vous tapez. Nous ne conservons
          qu’une forme brouillée, d’où l’on ne peut pas retrouver le mot de passe : personne ici ne peut le voir,
          l’assistance non plus.
        </p>
        <Details summary="Pourquoi mon mot de passe est-il refusé ?">
          <ul>
            <li>
              <strong>Trop court.</strong> Ajoutez un mot, pas seulement un chiffre.
            </li>
            <li>
              <strong>Trop courant, ou construit sur un modèle.</strong> Touches voisines, suite de chiffres,
              répétition, mots courants à la file : les attaquants commencent par là, même si vous l’avez trouvé tout
              seul. Prenez-en un autre, au hasard cette fois. Un chiffre à la fin n’y change presque rien.
            </li>
            <li>
              <strong>Trop proche de vous ou de nous.</strong> Il est fait de votre adresse e-mail, de votre nom ou du
              nom de ce service. On les essaie très tôt.
            </li>
          </ul>
        </Details>
      </>
    ),
  },
  {
    id: 'if-it-leaked',
    heading: 'Si quelqu’un le connaît peut-être',
    body: (
      <>
        <p>Un autre site vous annonce une fuite, vous l’avez tapé sur une page douteuse, un papier a disparu :</p>
        <ol>
          <li>
            <a href="/security/password">Changez le mot de passe ici</a>. Tous les autres navigateurs sont déconnectés.
          </li>
          <li>Changez-le partout où vous l’utilisez aussi. La messagerie d’abord.</li>
          <li>
            Lisez l’<a href="/guide/login-history">historique des connexions</a> depuis ce jour-là. Une connexion
            réussie que vous ne reconnaissez pas ? <a href="/guide/login-alerts#it-was-not-me">Continuez ici</a>.
          </li>
        </ol>
        <p>
          Si vous craignez un programme malveillant sur votre ordinateur, faites-le depuis un autre appareil. Sinon, le
          nouveau mot de passe sera lu lui aussi.
        </p>
      </>
    ),
  },
  {
    id: 'forgotten',
    heading: 'Si vous l’avez oublié',
    body: (
      <>
        <ol>
          <li>
            Ouvrez <a href="/forgot-password">Mot de passe oublié</a> et saisissez votre adresse e-mail.
          </li>
          <li>
            Ouvrez le lien de l’e-mail dans les 30 minutes. Il ne sert qu’une fois. Si vous en avez demandé plusieurs,
            seul le dernier fonctionne.
          </li>
          <li>Choisissez le nouveau mot de passe et validez. Jusque-là, l’ancien reste en vigueur.</li>
          <li>
            Connectez-vous. La réinitialisation déconnecte tous les navigateurs, y compris celui que vous avez sous les
            yeux.
          </li>
        </ol>
        <Details summary="Aucun e-mail n’arrive">
          <p>
            Regardez dans les indésirables et patientez cinq minutes. Vérifiez que c’est bien l’adresse de votre
            inscription : pour une adresse inconnue, la page répond exactement la même chose, afin que personne ne
            puisse savoir qui a un compte. Nous envoyons au plus cinq de ces e-mails par heure à une même adresse, et le
            dernier reste valable.
          </p>
        </Details>
      </>
    ),
  },
];
