import { Details, Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const loginHistoryFr: Article = ({ retentionDays }) => [
  {
    id: 'what-a-line-shows',
    heading: 'Ce que montre une ligne',
    body: (
      <>
        <p>
          Chaque ligne de l’<a href="/security/login-history">historique des connexions</a> est une connexion, une
          tentative échouée ou un changement, par exemple de mot de passe :
        </p>
        <ul>
          <li>
            <strong>L’heure</strong>, dans votre fuseau. Survolez-la pour voir l’instant exact.
          </li>
          <li>
            <strong>Le résultat.</strong> Réussi, ou refusé avec la raison : mot de passe faux ou trop de tentatives.
          </li>
          <li>
            <strong>L’adresse et le lieu.</strong> Le réseau d’où venait la demande.
          </li>
          <li>
            <strong>Le navigateur et le système</strong>, tels que le navigateur se présente. Un menteur peut y écrire
            autre chose. Une marque signale un navigateur ou un réseau nouveau pour vous.
          </li>
        </ul>
        <p>
          Personne ne peut modifier ni effacer ces lignes, ni vous, ni quelqu’un qui se serait introduit dans votre
          compte.
        </p>
      </>
    ),
  },
  {
    id: 'attempts-before',
    heading: 'Les tentatives avant une connexion réussie',
    body: (
      <>
        <p>
          Une connexion réussie indique aussi combien de tentatives ont échoué depuis la précédente, et depuis quelles
          adresses. Ouvrez la ligne pour les voir une par une.
        </p>
        <p>
          Deux échecs depuis votre propre adresse juste avant : une faute de frappe. Quarante échecs depuis des adresses
          inconnues, puis une réussite depuis l’une d’elles : quelqu’un a deviné votre mot de passe.
        </p>
        <p>
          Quand un programme essaie des centaines de fois, ses tentatives sont réunies en une ligne, avec leur nombre.
        </p>
      </>
    ),
  },
  {
    id: 'place',
    heading: 'Pourquoi le lieu est approximatif',
    body: (
      <>
        <p>
          L’adresse désigne un réseau, pas une maison. Nous en déduisons le pays et l’entreprise qui exploite ce réseau,
          sans interroger personne. C’est souvent juste, et parfois non :
        </p>
        <ul>
          <li>
            <strong>Les téléphones</strong> passent par le réseau de leur opérateur. L’adresse change dans la journée
            et, à l’étranger, reste parfois celle du pays d’origine.
          </li>
          <li>
            <strong>Les VPN et relais privés</strong> montrent l’endroit où se trouve leur serveur, parfois un autre
            pays.
          </li>
          <li>
            <strong>Les réseaux d’entreprise</strong> font souvent tout sortir par le siège.
          </li>
          <li>
            <strong>À la maison</strong>, l’adresse peut changer pendant la nuit, et il en existe deux sortes : une
            courte comme 203.0.113.37 et une longue avec des deux-points.
          </li>
        </ul>
        <p>Ne jugez donc pas sur le lieu seul. L’heure, le navigateur et le lieu pris ensemble en disent plus.</p>
      </>
    ),
  },
  {
    id: 'normal',
    heading: 'Le plus souvent sans gravité',
    body: (
      <ul>
        <li>Un à trois échecs, puis votre propre connexion depuis la même adresse.</li>
        <li>Votre téléphone le soir, chez un autre opérateur que votre ordinateur à midi.</li>
        <li>
          Une nouvelle version du navigateur, ou le même ordinateur en double parce que vous utilisez deux navigateurs.
        </li>
        <li>
          Des échecs venus du monde entier, sans aucune réussite. Sur internet, des programmes frappent à toutes les
          portes. Un mot de passe long, qui ne sert qu’ici, n’en souffre pas.
        </li>
        <li>
          Un échec juste après un changement de mot de passe, quand un navigateur avait encore l’ancien en mémoire.
        </li>
      </ul>
    ),
  },
  {
    id: 'worrying',
    heading: 'Inquiétant, et que faire',
    body: (
      <>
        <ul>
          <li>
            <strong>Une réussite alors que vous n’y étiez pas,</strong> ou avec un système que vous ne possédez pas.
          </li>
          <li>
            <strong>Une réussite après de nombreux échecs</strong> depuis des adresses qui ne sont pas les vôtres.
          </li>
          <li>
            <strong>Une réussite peu après avoir suivi le lien d’un e-mail</strong> et tapé votre mot de passe.
          </li>
        </ul>
        <Notice tone="warning" title="C’est votre cas ? Agissez maintenant">
          <p>
            Quelqu’un d’autre connaît votre mot de passe. <a href="/security/password">Changez-le</a> : toutes les
            autres sessions prennent fin du même coup. Suivez ensuite les étapes de{' '}
            <a href="/guide/login-alerts#it-was-not-me">« Si ce n’était pas vous »</a>.
          </p>
        </Notice>
        <Details summary="Beaucoup d’échecs, mais aucune réussite">
          <p>
            Personne n’est entré. Si votre mot de passe est long, tiré au hasard et réservé à ce service, vous pouvez le
            garder. S’il sert aussi ailleurs, changez-le aujourd’hui. Les attentes après les erreurs freinent ceux qui
            devinent, et un navigateur que vous avez déjà utilisé n’en subit pas les effets.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'how-long',
    heading: 'Combien de temps il est conservé',
    body: (
      <>
        <p>
          En entier pendant {retentionDays} jours. Ensuite, les adresses sont effacées, puis les lignes elles-mêmes au
          plus un mois après. Il ne sert qu’à la sécurité, jamais à la publicité.
        </p>
        <p>
          L’historique n’est pas la liste des navigateurs connectés en ce moment. Celle-ci se trouve sur la{' '}
          <a href="/security/sessions">page des sessions</a>, où vous pouvez terminer chaque session.
        </p>
      </>
    ),
  },
];
