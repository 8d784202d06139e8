import { Address, Details, Notice, Table } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { Support } from '../support.tsx';

export const ipRestrictionFr: Article = ({ picture, supportContact }) => [
  {
    id: 'what-an-address-is',
    heading: 'Ce qu’est une adresse',
    body: (
      <>
        <p>
          Chaque connexion à Internet a une adresse, comme une maison pour son courrier. Il y en a de deux types :{' '}
          <Address value="203.0.113.37" /> avec des points (IPv4), et <Address value="2001:db8:7:1::a1" /> avec des
          deux-points (IPv6). Beaucoup de lignes ont les deux, et votre appareil choisit tout seul.
        </p>
        <p>
          Dans un foyer ou un bureau, tous les appareils montrent en général la même adresse IPv4, celle de la box. Un
          téléphone en déplacement en reçoit une de son opérateur. Nous voyons l’adresse de chaque clic, et nous vous
          montrons la vôtre :
        </p>
        {picture('ip-restriction-here', 'Votre adresse telle que nous la voyons, sur la page du réglage.')}
      </>
    ),
  },
  {
    id: 'static-or-dynamic',
    heading: 'Fixe ou dynamique ?',
    body: (
      <>
        <p>Cette seule question décide si une liste est bonne pour vous.</p>
        <Table
          caption="Adresses fixes et dynamiques comparées"
          head={['Adresse', 'Fixe', 'Dynamique']}
          rows={[
            ['Combien de temps elle reste', 'Des années', 'Un jour, une semaine, jusqu’au redémarrage de la box'],
            [
              'Qui en a une',
              'Les bureaux, les serveurs, certaines lignes privées en option',
              'La plupart des lignes privées, tous les téléphones',
            ],
            ['Sur une liste', 'Convient bien', 'Vous met dehors un beau matin'],
          ]}
        />
        <h3>Comment le savoir</h3>
        <ol>
          <li>
            Regardez votre <a href="/security/login-history">historique des connexions</a>. Le même lieu montre-t-il la
            même adresse pendant des semaines ?
          </li>
          <li>Éteignez la box dix minutes, puis rallumez-la. L’adresse sur notre page est-elle différente ?</li>
          <li>Demandez à votre opérateur : « Mon adresse est-elle fixe ? Et mon réseau IPv6 ? »</li>
        </ol>
        <p>
          Avant qu’une liste s’applique, nous la rejouons sur vos 90 derniers jours et vous avertissons si votre adresse
          semble changer.
        </p>
        {picture(
          'ip-restriction-replay',
          'Ce qu’une liste aurait fait : au-dessus de la ligne qui entre, au-dessous qui est refusé.',
        )}
        <Details summary="Pourquoi mon adresse IPv6 change alors que la ligne est fixe">
          <p>
            Pour votre vie privée, les ordinateurs prennent chaque jour une nouvelle adresse IPv6 dans le réseau de
            votre ligne. Ce réseau, lui, reste. Mettez donc le réseau sur la liste, comme{' '}
            <Address value="2001:db8:7:1::/64" />, et non la seule adresse.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'when-it-makes-sense',
    heading: 'Quand c’est utile',
    body: (
      <>
        <p>
          <strong>Utile :</strong> vous travaillez depuis un bureau, par le VPN de l’entreprise ou depuis un serveur à
          adresse fixe. Même quelqu’un qui a votre mot de passe, votre téléphone et votre session n’obtient alors rien
          d’ailleurs.
        </p>
        <p>
          <strong>Mieux sans :</strong> vous travaillez chez vous avec une adresse dynamique, dans les trains et les
          hôtels, ou avec votre téléphone. Prenez plutôt la <a href="/guide/two-factor">double authentification</a> :
          elle vous protège partout.
        </p>
        <p>
          Une adresse n’est jamais la seule serrure. Depuis une adresse de la liste, toutes les preuves sont demandées
          comme avant. Et qui est dans le même bureau ou sur le même VPN a la même adresse.
        </p>
      </>
    ),
  },
  {
    id: 'set-it',
    heading: 'La définir sans s’enfermer dehors',
    body: (
      <>
        <ol>
          <li>
            <strong>Ayez des codes de secours.</strong> Ils ouvrent la voie de retour. Si vous n’en avez pas, la page en
            propose une série ; cela n’active pas la double authentification.
          </li>
          <li>
            <strong>
              Ouvrez la <a href="/security/ip-restriction">restriction d’adresses IP</a>
            </strong>{' '}
            et commencez par l’adresse où vous êtes. Donnez un nom à chaque entrée, et un dernier jour si c’est pour un
            voyage.
          </li>
          <li>
            <strong>Lisez la vérification.</strong> Elle montre lesquelles de vos propres connexions auraient été
            refusées, et propose quoi ajouter. Pas sûr ? Choisissez d’observer seulement, pendant une semaine.
          </li>
          <li>
            <strong>Activez-la.</strong> La liste s’applique aussitôt, mais seulement à l’essai.
          </li>
          <li>
            <strong>Confirmez.</strong> Dans les 15 minutes, prouvez de nouveau que c’est vous, depuis une adresse de la
            liste. Si vous ne le faites pas, ou ne le pouvez pas, la liste s’annule.
          </li>
        </ol>
        {picture('ip-restriction-trial', 'À l’essai : personne ne reste dehors pour une erreur.')}
      </>
    ),
  },
  {
    id: 'when-the-address-changes',
    heading: 'Ce qui se passe quand votre adresse change',
    body: (
      <>
        <p>
          Pendant que vous travaillez : le clic suivant reçoit la réponse « Pas depuis cette adresse ». Votre session
          n’est pas perdue ; de retour à une adresse de la liste, elle reprend. À la connexion, on vous dit la même
          chose, une fois votre mot de passe et votre seconde étape vérifiés. Dans les deux cas, une ligne apparaît dans
          votre historique des connexions.
        </p>
        <p>
          Vous recevez l’e-mail « Votre mot de passe a servi hors de votre liste d’adresses IP » et ce n’était pas
          vous ? Alors quelqu’un connaît votre mot de passe. Appuyez sur le bouton de l’e-mail.
        </p>
      </>
    ),
  },
  {
    id: 'locked-out',
    heading: 'Mis dehors ? La voie de retour',
    body: (
      <>
        <p>Ces voies marchent depuis toutes les adresses, dans cet ordre :</p>
        <ol>
          <li>
            <strong>Allez à une adresse autorisée</strong>, comme le bureau, ou prenez le VPN de l’entreprise.
            Modifiez-y la liste.
          </li>
          <li>
            <strong>Votre mot de passe, un code de secours et votre messagerie.</strong> Ouvrez la{' '}
            <a href="/recovery?lost=address">voie de retour</a>, donnez les trois, et l’adresse où vous êtes s’ouvre
            pendant 15 minutes. Connectez-vous et modifiez la liste.
          </li>
          <li>
            <strong>Pas de code de secours ?</strong> Avec votre mot de passe et le code reçu par e-mail, la liste est
            levée après quelques jours. Nous vous écrivons chaque jour de l’attente, pour que personne ne le fasse dans
            votre dos.
          </li>
          <li>
            <strong>Notre assistance</strong> peut effacer la liste, après avoir vérifié qui vous êtes :{' '}
            <Support contact={supportContact} otherwise="ses coordonnées figurent sur votre contrat ou votre facture" />
            .
          </li>
        </ol>
        <Notice tone="info" title="Vous n’avez défini aucune liste ?">
          <p>
            Alors quelqu’un d’autre l’a fait. Ouvrez l’e-mail « Nouvelle restriction d’adresses IP » et suivez son
            lien : il arrête toute modification pour un jour et permet de rétablir l’ancienne liste. Il marche depuis
            toutes les adresses.
          </p>
        </Notice>
      </>
    ),
  },
  {
    id: 'account',
    heading: 'La liste d’un compte partagé',
    body: (
      <>
        <p>
          Les propriétaires d’un compte peuvent dire d’où on l’utilise, sous{' '}
          <a href="/account/policy/addresses">Règles pour les membres, Adresses</a> : jusqu’à 10 000 entrées, qui
          s’imposent à chaque membre, propriétaires compris, dans ce compte seul. La liste personnelle d’un membre
          compte aussi. La vérification nomme les membres qui auraient été refusés ; essai et confirmation sont les
          mêmes que pour votre liste.
        </p>
        <p>
          Un membre refusé figure dans l’activité du compte, et les propriétaires reçoivent un e-mail. Si ce n’était pas
          lui, quelqu’un a son mot de passe.
        </p>
        <p>
          Vous êtes propriétaire et dehors ? Un autre propriétaire peut modifier la liste, ou la voie de retour ouvre
          votre adresse, pour vous seul.
        </p>
      </>
    ),
  },
];
