import { Notice } from '../../../ui/index.ts';
import type { Article } from '../article.ts';

export const whyAccountsAreHijackedFr: Article = ({ brand, retentionDays }) => [
  {
    id: 'what-a-thief-wants',
    heading: 'Ce que cherche le voleur',
    body: (
      <>
        <p>
          Vous vous dites peut-être que votre affaire est trop petite pour intéresser quelqu’un. Or le voleur ne regarde
          pas la taille de l’entreprise, mais ce que le compte commande. Qui peut modifier un nom de domaine décide où
          arrivent les visiteurs, les commandes et le courrier.
        </p>
        <ul>
          <li>
            <strong>Lire votre courrier.</strong> Une seule ligne changée, et tout ce qu’on écrit à votre domaine part
            vers un autre serveur. Y compris les liens « Choisir un nouveau mot de passe » de votre banque, de votre
            boutique et de vos fournisseurs : un compte en ouvre beaucoup d’autres.
          </li>
          <li>
            <strong>Se faire passer pour votre boutique.</strong> Votre adresse mène à une copie de votre site. Le nom
            est le bon et le cadenas aussi, car celui qui tient un domaine obtient un certificat en quelques minutes. Ce
            que vos clients y saisissent, le voleur le reçoit.
          </li>
          <li>
            <strong>Écrire en votre nom.</strong> Une facture avec un nouveau RIB, envoyée depuis votre vrai domaine,
            paraît authentique. Et pour cause.
          </li>
          <li>
            <strong>Garder le domaine.</strong> Il est transféré ailleurs, revendu, ou rendu contre rançon. Le récupérer
            peut prendre des semaines.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'how-they-get-in',
    heading: 'Comment ils entrent',
    body: (
      <>
        <p>Rarement en forçant quoi que ce soit. Le plus souvent, une porte était restée ouverte :</p>
        <ul>
          <li>
            <strong>L’hameçonnage.</strong> Un e-mail vous fait peur et vous mène à une page qui ressemble à la nôtre.
            Le mot de passe que vous y tapez est utilisé dans les secondes qui suivent.
          </li>
          <li>
            <strong>Un mot de passe qui sert deux fois.</strong> Un autre site se fait voler ses données. Des programmes
            essaient alors la même adresse et le même mot de passe partout ailleurs.
          </li>
          <li>
            <strong>Un programme malveillant.</strong> Arrivé avec un téléchargement « gratuit » ou une pièce jointe, il
            copie les mots de passe enregistrés, mais aussi la preuve que vous êtes connecté. Avec elle, plus besoin de
            mot de passe.
          </li>
          <li>
            <strong>Votre messagerie.</strong> Qui lit vos e-mails peut demander un nouveau mot de passe à presque tous
            les sites, et reçoit le lien avant vous.
          </li>
          <li>
            <strong>Votre numéro de téléphone.</strong> Un inconnu convainc votre opérateur de passer votre numéro sur
            une autre carte SIM. Vos SMS, codes compris, arrivent désormais chez lui. Bien des messageries tombent
            ainsi.
          </li>
          <li>
            <strong>Un conseiller trop serviable.</strong> Quelqu’un appelle l’assistance, joue le client désespéré et
            demande une exception, juste pour cette fois.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'the-signs',
    heading: 'Les signes',
    body: (
      <>
        <ul>
          <li>Une alerte pour une connexion qui n’est pas la vôtre.</li>
          <li>Votre mot de passe ne marche plus, ou un e-mail annonce qu’il a été changé.</li>
          <li>Des liens pour un nouveau mot de passe que vous n’avez pas demandés, à répétition.</li>
          <li>
            Les e-mails n’arrivent plus, ou votre messagerie contient une règle de transfert que vous n’avez jamais
            créée.
          </li>
          <li>Votre téléphone perd le réseau pendant des heures là où il passe d’habitude.</li>
          <li>Des clients vous parlent d’une facture ou d’une page que vous ne connaissez pas.</li>
        </ul>
        <Notice tone="warning" title="L’un de ces signes vous dit quelque chose ?">
          <p>
            N’attendez pas demain matin. Suivez les étapes de{' '}
            <a href="/guide/login-alerts#it-was-not-me">« Si ce n’était pas vous »</a>. Comptez une dizaine de minutes.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'what-protects-you',
    heading: 'Ce qui vous protège',
    body: (
      <>
        <p>Commencez par le haut. Chaque étape ferme au moins une des portes ci-dessus.</p>
        <ol>
          <li>
            Prenez <a href="/guide/strong-passwords">un mot de passe long qui ne sert qu’ici</a>, gardé par un
            gestionnaire de mots de passe. Celui-ci connaît aussi la bonne adresse : s’il ne propose rien sur une page
            qui ressemble à la nôtre, arrêtez-vous.
          </li>
          <li>
            Activez la <a href="/guide/two-factor">double authentification</a>. Un mot de passe volé n’ouvre alors plus
            rien à lui seul. Il faut trois minutes.
          </li>
          <li>
            Protégez votre messagerie autant que ce compte. Donnez-lui un mot de passe à elle, et activez la validation
            en deux étapes si votre fournisseur la propose. Une application vaut mieux que des SMS.
          </li>
          <li>
            Laissez les <a href="/guide/login-alerts">alertes de connexion</a> activées, et lisez-les.
          </li>
          <li>Venez chez nous en tapant l’adresse ou par un favori, pas depuis un e-mail.</li>
          <li>Tenez à jour l’ordinateur et le navigateur. Ne prenez vos logiciels que chez leur éditeur.</li>
          <li>
            Une fois par mois, parcourez l’<a href="/guide/login-history">historique des connexions</a> et vos{' '}
            <a href="/security/sessions">sessions</a>.
          </li>
        </ol>
      </>
    ),
  },
  {
    id: 'what-we-do',
    heading: `Ce que fait ${brand} pour vous`,
    body: (
      <>
        <ul>
          <li>
            Chaque connexion et chaque tentative échouée sont notées, et vous les voyez en détail pendant{' '}
            {retentionDays} jours.
          </li>
          <li>Un e-mail vous prévient quand quelqu’un se connecte sous votre nom.</li>
          <li>
            Deviner devient lent. Après cinq mots de passe erronés, un inconnu doit patienter, chaque fois plus
            longtemps. Un navigateur que vous avez déjà utilisé garde ses propres essais : personne ne peut donc vous
            bloquer en tapant n’importe quoi.
          </li>
          <li>Avant une modification sensible, vous devez prouver à nouveau que c’est vous.</li>
          <li>
            La session prend fin après une heure sans activité, et au plus tard au bout d’une journée, sauf si vous en
            décidez autrement.
          </li>
          <li>Personne n’apprend ici si une adresse e-mail possède un compte.</li>
          <li>Votre mot de passe ne vous est jamais demandé par e-mail ni par téléphone.</li>
        </ul>
        <p>
          Ce que le service ne peut pas faire : voir qui est assis devant un ordinateur où votre session est ouverte, ni
          garder une messagerie que quelqu’un d’autre lit. Ces deux points dépendent de vous.
        </p>
      </>
    ),
  },
];
